import type { ChainEntry } from '../chain.ts'
import { momentOf } from '../moment-of.ts'

/** Where an entry stands, so that anybody can look it up. */
export interface Place {
  readonly file: string
  readonly line: number
}

export interface PlacedEntry {
  readonly entry: ChainEntry
  readonly place: Place
}

/**
 * One record's life: from its `request.asked` until a record of the same number is asked for, which happens when Redis was
 * lost and counts anew. `mark`: what it is called at Akamai; missing where an older program wrote the trail.
 */
export interface Life {
  readonly account: string
  readonly record: string
  readonly mark?: string
  readonly token?: string
  readonly parent?: string
  readonly from: string
  readonly until?: string
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const lifeOf = (entry: ChainEntry): Life => {
  const { account = '', record = '', token, facts = {} } = entry.event
  const [mark, parent] = [textOf(facts['mark']), textOf(facts['parent'])]
  return {
    account,
    record,
    from: momentOf(entry),
    ...(token === undefined ? {} : { token }),
    ...(mark === undefined ? {} : { mark }),
    ...(parent === undefined ? {} : { parent }),
  }
}

const ofOne = (asked: readonly Life[]): readonly Life[] =>
  asked
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map((life, index, all) => {
      const next = all[index + 1]
      return next === undefined ? life : { ...life, until: next.from }
    })

/** The lives that these `request.asked` entries began. Where one stands there twice (same commit), it began once. */
export const livesOf = (asked: readonly ChainEntry[]): readonly Life[] => {
  const once = [...new Map(asked.map((entry) => [entry.event.op ?? entry.hash, entry])).values()].map(lifeOf)
  return [...Map.groupBy(once, ({ account, record }) => `${account} ${record}`).values()].flatMap(ofOne)
}

/** The lives that somebody may mean: by number (`R42`), in one account or any, or by mark (`k7qx42`). */
export const livesCalled = (lives: readonly Life[], name: string, account?: string): readonly Life[] =>
  lives.filter(
    (life) =>
      (life.record.toUpperCase() === name.toUpperCase() || life.mark === name) &&
      (account === undefined || life.account === account),
  )

/** A vote that another machine wrote seconds after the request may bear an earlier time than it. */
const skewMs = 5 * 60_000

const holds = ({ from, until }: Life, moment: string): boolean => {
  const at = Date.parse(moment) + skewMs
  return at >= Date.parse(from) && (until === undefined || at < Date.parse(until))
}

export const isOf = (life: Life, entry: ChainEntry): boolean =>
  entry.event.account === life.account && entry.event.record === life.record && holds(life, momentOf(entry))

/** The requests to retry that belong to it. */
export const childrenOf = (lives: readonly Life[], life: Life): readonly Life[] =>
  lives.filter((one) => one.account === life.account && one.parent === life.record && holds(life, one.from))
