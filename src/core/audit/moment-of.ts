import type { ChainEntry } from './chain.ts'

/** When an entry's event happened, ISO 8601: a debt to the trail that another process paid was written later than that. */
export const momentOf = ({ at, event }: ChainEntry): string => {
  const happenedAt = event.facts?.['happenedAt']
  return typeof happenedAt === 'string' ? happenedAt : at
}
