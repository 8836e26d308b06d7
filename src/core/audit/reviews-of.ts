import type { ChainEntry } from './chain.ts'
import { momentOf } from './moment-of.ts'

/** How the review of what was done without approval stands, by the hash of the entry that says it was: a sentence. */
export type Reviews = ReadonlyMap<string, string>

/** Machines whose clocks differ wrote them. */
const skewMs = 5 * 60_000

const timeOf = (entry: ChainEntry): number => Date.parse(momentOf(entry))

const isSame = ({ event: a }: ChainEntry, { event: b }: ChainEntry): boolean =>
  a.account === b.account && a.record === b.record

/** A number is given anew when Redis is lost: the one that was done last before the review is meant. */
const reviewedBy = (review: ChainEntry, used: readonly ChainEntry[]): readonly ChainEntry[] => {
  const before = used.filter((one) => isSame(one, review) && timeOf(one) <= timeOf(review) + skewMs)
  const last = before.toSorted((a, b) => timeOf(a) - timeOf(b)).at(-1)
  // What stands there twice, of the same commit, happened once.
  return before.filter((one) => one === last || (one.event.op !== undefined && one.event.op === last?.event.op))
}

/** Which reviews are closed, by whom and when. `entries`: every `break-glass.used` and `break-glass.reviewed` of a trail. */
export const reviewsOf = (entries: readonly ChainEntry[]): Reviews => {
  const used = entries.filter(({ event }) => event.what === 'break-glass.used')
  const reviews = entries.filter(({ event }) => event.what === 'break-glass.reviewed')
  return new Map(
    reviews.flatMap((review) => {
      const by = review.event.actor.kind === 'person' ? review.event.actor.name : 'the bot'
      return reviewedBy(review, used).map(({ hash }) => [hash, `closed ${momentOf(review)} by ${by}`] as const)
    }),
  )
}
