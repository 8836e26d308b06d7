import type { Trace, TraceToken } from './trace.ts'

/** One warning: what, and when by the bot's clock. `line`: `7d`, or `expired`. */
export interface Told {
  readonly uuid: string
  readonly line: string
  readonly at: number
}

/** 00:00 UTC of a date, some days before. */
const midnight = (date: string, daysBefore: number): number => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return Date.UTC(year, month - 1, day - daysBefore)
}

interface Line {
  readonly name: string
  readonly crossed: number
}

/** From the mildest to the worst. */
const linesOf = ({ expiry }: TraceToken, thresholds: readonly number[]): readonly Line[] => [
  ...[...thresholds].sort((a, b) => b - a).map((days) => ({ name: `${days}d`, crossed: midnight(expiry, days) })),
  { name: 'expired', crossed: midnight(expiry, -1) },
]

/** Goes through the minutes of at most two days, one by one, until one is a digest's. */
const digestFrom = (from: number, digestAt: number): number => {
  let minute = Math.ceil(from / 60_000)
  while (minute % 1440 !== digestAt) minute += 1
  return minute * 60_000
}

interface Pending {
  readonly rank: number
  readonly due: number
}

/** When line `rank` of a token is to be told, if it is first seen at `now` and the look before was at `before`. */
const dueOf = (token: TraceToken, line: Line, now: number, before: number | undefined, digestAt: number): number => {
  const base = before !== undefined && line.crossed > before && line.crossed <= now ? line.crossed : now
  if (line.name === 'expired') return token.usedOn === 'nowhere' ? digestFrom(base, digestAt) : base
  const digest = digestFrom(base, digestAt)
  return digest >= midnight(token.expiry, -1) ? base : digest
}

const oracleOf = (token: TraceToken, { moments, digestAt, thresholds }: Trace): readonly Told[] => {
  const lines = linesOf(token, thresholds)
  const told: Told[] = []
  let worst = -1
  let pending: Pending | undefined
  let latest: number | undefined
  const death = midnight(token.expiry, -1)
  for (const { real, now } of moments) {
    if (real >= token.gone) break
    if (real >= token.born) {
      const rank = lines.findLastIndex((line) => line.crossed <= now)
      const line = lines[rank]
      if (line !== undefined && rank > worst) {
        worst = rank
        pending = { rank, due: dueOf(token, line, now, latest, digestAt) }
      }
      if (pending !== undefined && rank === pending.rank && lines[rank]?.name !== 'expired')
        if (digestFrom(now, digestAt) >= death) pending = { ...pending, due: Math.min(pending.due, now) }
      if (pending !== undefined && pending.due <= now) {
        told.push({ uuid: token.uuid, line: lines[pending.rank]?.name ?? '', at: now })
        pending = undefined
      }
    }
    latest = Math.max(now, latest ?? now)
  }
  return told
}

/**
 * What must be told in a trace, worked out token by token without a ledger: at every moment the worst line crossed, if
 * it is worse than any before, once its time has come.
 */
export const oracle = (trace: Trace): readonly Told[] => trace.tokens.flatMap((token) => oracleOf(token, trace))

/** What a rule `days left == threshold`, run daily at the digest's time, tells of the same trace; and what it should have. */
export const equalityRule = ({
  tokens,
  thresholds,
  digestAt,
  downs,
}: Trace): { readonly missed: number; readonly of: number } => {
  let [missed, of] = [0, 0]
  for (const token of tokens)
    for (const days of thresholds) {
      const run = midnight(token.expiry, days) + digestAt * 60_000
      if (run < token.born || run >= token.gone) continue
      of += 1
      if (downs.some(({ from, to }) => from <= run && run < to)) missed += 1
    }
  return { missed, of }
}
