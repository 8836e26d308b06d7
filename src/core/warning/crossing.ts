import { dateOf } from '../token/token-dates.ts'
import type { Watched } from './watched.ts'

export const warningKinds = [
  'expiring',
  'expired',
  'revoked',
  'refresh-overdue',
  'activation-failed',
  'activation-stuck',
  'scan-overdue',
  'ledger-lost',
] as const
export type WarningKind = (typeof warningKinds)[number]

/** A line that was passed. `threshold`: days, or null. `date`: what it counts to. `at`: when it was passed, ms UTC. */
export interface Crossing {
  readonly kind: WarningKind
  readonly threshold: number | null
  readonly date: string
  readonly at: number
}

const dayMs = 86_400_000
/** As long as an activation may take before it counts as stuck. */
const stuckMs = 3_600_000

const remembered = new Map<number, string>()
const mostRemembered = 20_000

/** Dates are asked for millions of times in a simulation, of a few thousand days. */
const dateOfDay = (day: number): string => {
  const known = remembered.get(day)
  if (known !== undefined) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const date = dateOf(day * dayMs)
  remembered.set(day, date)
  return date
}

const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** The UTC date on which something that dies at this instant lives its last moment. */
export const lastDateOf = (diesAt: number): string => dateOfDay(lastDayOf(diesAt))

/** The same as days since 1970. */
const lastDayOf = (diesAt: number): number => Math.floor((diesAt - 1) / dayMs)

/** When a threshold is passed: 00:00 UTC of (last date − days). */
export const crossedAt = (diesAt: number, days: number): number => (lastDayOf(diesAt) - days) * dayMs

const ofExpiring = (diesAt: number, now: number, thresholds: readonly number[]): readonly Crossing[] => {
  const date = lastDateOf(diesAt)
  const expiring = thresholds
    .filter((threshold) => crossedAt(diesAt, threshold) <= now)
    .map((threshold) => ({ kind: 'expiring' as const, threshold, date, at: crossedAt(diesAt, threshold) }))
    .sort((a, b) => a.threshold - b.threshold)
  return diesAt <= now ? [{ kind: 'expired', threshold: null, date, at: diesAt }, ...expiring] : expiring
}

type Refreshing = Extract<Watched['life'], { kind: 'auto-refreshing' }>

const ofRefresh = ({ refreshBy }: Refreshing, now: number): readonly Crossing[] => {
  if (refreshBy === undefined || Number.isNaN(startOf(refreshBy))) return []
  const at = startOf(refreshBy) + dayMs
  return at <= now ? [{ kind: 'refresh-overdue', threshold: null, date: refreshBy, at }] : []
}

const ofActivation = ({ status, refreshBy, renewedOn }: Refreshing, now: number): readonly Crossing[] => {
  const begun = renewedOn === undefined || Number.isNaN(startOf(renewedOn)) ? 0 : startOf(renewedOn)
  const date = refreshBy ?? renewedOn ?? '-'
  if (status === 'ERROR') return begun <= now ? [{ kind: 'activation-failed', threshold: null, date, at: begun }] : []
  // Akamai tells the day alone: only when it is over is the token surely older than that.
  const at = begun + dayMs + stuckMs
  return status === 'IN_PROGRESS' && at <= now ? [{ kind: 'activation-stuck', threshold: null, date, at }] : []
}

/** Crossings that are about the same matter; within one, the first outweighs all that follow. */
export type Matter = 'life' | 'refresh' | 'activation' | 'scan' | 'ledger'

const matters: Readonly<Record<WarningKind, Matter>> = {
  expiring: 'life',
  expired: 'life',
  revoked: 'life',
  'refresh-overdue': 'refresh',
  'activation-failed': 'activation',
  'activation-stuck': 'activation',
  'scan-overdue': 'scan',
  'ledger-lost': 'ledger',
}
export const matterOf = ({ kind }: Pick<Crossing, 'kind'>): Matter => matters[kind]

const severity: Readonly<Record<WarningKind, number>> = {
  revoked: -2,
  expired: -1,
  'scan-overdue': -1,
  'activation-failed': 0,
  'activation-stuck': 0,
  'refresh-overdue': 1,
  'ledger-lost': 9_000,
  expiring: 0,
}

/** Less is more urgent. */
export const urgencyOf = ({ kind, threshold }: Pick<Crossing, 'kind' | 'threshold'>): number =>
  threshold ?? severity[kind]

/** Every line that one thing has passed by now, by matter, the most urgent first. Decided from dates alone. */
export const crossingsOf = (
  { life }: Pick<Watched, 'life'>,
  now: number,
  thresholds: readonly number[],
): readonly (readonly Crossing[])[] => {
  switch (life.kind) {
    case 'expiring':
      return [ofExpiring(life.diesAt, now, thresholds)]
    case 'auto-refreshing':
      return [ofRefresh(life, now), ofActivation(life, now)]
    case 'gone':
      return [[{ kind: 'revoked', threshold: null, date: '-', at: 0 }]]
    case 'unseen':
      return life.overdueAt > now
        ? []
        : [[{ kind: 'scan-overdue', threshold: null, date: dateOf(life.overdueAt), at: life.overdueAt }]]
    case 'forgotten':
      return [[{ kind: 'ledger-lost', threshold: null, date: dateOf(life.at), at: life.at }]]
  }
}
