import type { Random } from './random.ts'

/** A token of a trace; times in ms. It is listed from `born` on until `gone`. */
export interface TraceToken {
  readonly uuid: string
  readonly name: string
  /** `YYYY-MM-DD`. */
  readonly expiry: string
  readonly born: number
  readonly gone: number
  readonly usedOn: 'production' | 'staging' | 'nowhere'
}

/** A moment at which the bot runs: what its clock says, and whether it has just started again. */
export interface Moment {
  readonly real: number
  readonly now: number
  readonly restart: boolean
}

export interface Trace {
  readonly tokens: readonly TraceToken[]
  readonly moments: readonly Moment[]
  readonly digestAt: number
  readonly thresholds: readonly number[]
  readonly downs: readonly { readonly from: number; readonly to: number }[]
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 0, 1)

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** One lineage: each token lives up to six months, is replaced before or after its death, and is listed a while longer. */
const lineage = (n: number, end: number, random: Random): TraceToken[] => {
  const tokens: TraceToken[] = []
  let born = start + random.between(-170, 20) * dayMs
  for (let generation = 1; born < end; generation += 1) {
    const expiry = isoDay(born + random.between(20, 180) * dayMs)
    const gone = Date.parse(expiry) + random.between(-12 * 24, 10 * 24) * hourMs
    const usedOn = random.oneOf<TraceToken['usedOn']>(['production', 'production', 'production', 'staging', 'nowhere'])
    tokens.push({ uuid: `uuid-${n}-${generation}`, name: `token_${n}`, expiry, born, gone, usedOn })
    born = Math.max(born + dayMs, gone - random.between(0, 20) * dayMs)
  }
  return tokens
}

const downtimes = (end: number, random: Random): Trace['downs'] => {
  const downs: { from: number; to: number }[] = []
  for (let at = start + random.between(0, 200) * hourMs; at < end; at += random.between(24, 700) * hourMs) {
    const to = at + random.between(1, 72 * 60) * 60_000
    downs.push({ from: at, to })
    at = to
  }
  return downs
}

/** The clock is wrong now and then: by minutes, by hours, rarely by days, in both directions. */
const nextOffset = (offset: number, random: Random): number => {
  if (random.next() > 0.01) return offset
  const size = random.oneOf([5 * 60_000, hourMs, 7 * hourMs, 3 * dayMs, 0, 0])
  return size * (random.next() < 0.5 ? -1 : 1)
}

const moments = (end: number, downs: Trace['downs'], random: Random): Moment[] => {
  const all: Moment[] = []
  let offset = 0
  let restart = true
  let next = 0
  for (let real = start; real < end; real += random.between(5, 9 * 60) * 60_000) {
    while (downs[next] !== undefined && (downs[next]?.to ?? 0) <= real) next += 1
    if ((downs[next]?.from ?? Number.POSITIVE_INFINITY) <= real) {
      real = downs[next]?.to ?? real
      restart = true
    }
    offset = nextOffset(offset, random)
    all.push({ real, now: real + offset, restart: restart || random.next() < 0.005 })
    restart = false
  }
  return all
}

/** A random life: tokens that come and go, downtime, restarts, and a clock that steps. */
export const traceOf = (random: Random, lineages: number, years: number): Trace => {
  const end = start + years * 365.25 * dayMs
  const downs = downtimes(end, random)
  return {
    tokens: Array.from({ length: lineages }, (_, n) => lineage(n, end, random)).flat(),
    moments: moments(end, downs, random),
    digestAt: random.oneOf([9 * 60, 0, 7 * 60 + 30, 23 * 60 + 59]),
    thresholds: random.oneOf([[30, 14, 7, 3, 1, 0], [30, 14, 7, 3, 1, 0], [45, 10, 2], [0]]),
    downs,
  }
}
