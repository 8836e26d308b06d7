import type { ActionRecord } from '../../request/record.ts'

/** For one who answers what is not asked now: how it stands, and where that is told. */
export const doesNotWait = ({ id, state }: Pick<ActionRecord, 'id' | 'state'>, what: string): string =>
  `${id} does not wait for ${what} now (it is ${state.replaceAll('-', ' ')}). What it waits for: /edgekv status ${id}.`
