interface Dated {
  readonly createdTime?: string
  readonly activationId: number
  /** `<activationId>-<n>`. */
  readonly revisionId?: string
}

const startOf = ({ createdTime }: Dated): number => {
  const time = Date.parse(createdTime ?? '')
  return Number.isNaN(time) ? 0 : time
}

const numberOf = ({ revisionId }: Dated): number => Number(/-(\d+)$/.exec(revisionId ?? '')?.[1] ?? 0)

/** By the time of the request, then by number: Akamai promises no order. */
export const newestFirst = <T extends Dated>(all: readonly T[]): readonly T[] =>
  [...all].sort((a, b) => startOf(b) - startOf(a) || b.activationId - a.activationId || numberOf(b) - numberOf(a))
