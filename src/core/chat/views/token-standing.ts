import type { Inventory, Usage } from '../../inventory/inventory.ts'
import { usageIndex } from '../../inventory/usages-of-token.ts'
import { generationOf } from '../../token/token.ts'
import { daysLeft, deathOf } from '../../token/token-dates.ts'
import type { Seen } from '../find-token.ts'
import type { Icon, Rich } from './view.ts'
import { counted } from './words.ts'

const indexes = new WeakMap<Inventory, ReturnType<typeof usageIndex>>()

/** Usages of one token, by credential; by the label where the credential cannot be compared. */
export const usagesOf = ({ inventory, token }: Seen): readonly Usage[] => {
  const index = indexes.get(inventory) ?? usageIndex(inventory.usages)
  indexes.set(inventory, index)
  return index(token)
}

const isUsed = (seen: Seen): boolean => usagesOf(seen).length > 0

/** `problem`: it fails, or will. `warning`: somebody should act. `info`: it is well. */
interface Standing {
  readonly icon: Extract<Icon, 'problem' | 'warning' | 'info'>
  readonly text: string
}

const refreshingStanding = ({ token }: Seen, now: number): Standing => {
  const next = token.nextScheduledRefreshDate
  if (token.activationStatus === 'ERROR') return { icon: 'problem', text: 'activation failed' }
  if (next !== undefined && deathOf(next) <= now) return { icon: 'problem', text: `refresh overdue since ${next}` }
  return { icon: 'info', text: `refreshes itself${next === undefined ? '' : `, next ${next}`}` }
}

const soonDays = 14

const isDead = ({ token }: Seen, now: number): boolean => token.expired || daysLeft(token.expiry, now) < 0

/** It breaks nothing, and nothing is to be done about it. */
export const isDeadAndUnused = (seen: Seen, now: number): boolean => isDead(seen, now) && !isUsed(seen)

/** How a token stands, with a word for it. An expired token that nothing uses breaks nothing. */
export const standingOf = (seen: Seen, now: number): Standing => {
  const { token } = seen
  if (generationOf(token) === 'auto-refreshing') return refreshingStanding(seen, now)
  const left = daysLeft(token.expiry, now)
  if (isDead(seen, now)) return { icon: isUsed(seen) ? 'problem' : 'warning', text: `expired ${token.expiry}` }
  return { icon: left <= soonDays ? 'warning' : 'info', text: `${counted(left, 'day')} left (${token.expiry})` }
}

const severities: readonly Standing['icon'][] = ['problem', 'warning', 'info']

/** Fewer is worse: by what its line says, then those in use, then those with fewer days left. */
const urgencyOf = (seen: Seen, now: number): readonly number[] => [
  severities.indexOf(standingOf(seen, now).icon),
  isUsed(seen) ? 0 : 1,
  daysLeft(seen.token.expiry, now),
]

/** The order in which tokens ask for attention; equal ones by name. */
export const worstFirst = (tokens: readonly Seen[], now: number): readonly Seen[] =>
  tokens
    .map((seen) => ({ seen, urgency: urgencyOf(seen, now) }))
    .sort((a, b) => {
      const [first] = a.urgency.map((of, index) => of - (b.urgency[index] ?? 0)).filter((apart) => apart !== 0)
      return first ?? a.seen.token.name.localeCompare(b.seen.token.name)
    })
    .map(({ seen }) => seen)

/** A token as one line: how it stands, how much uses it, whose it is. */
export const tokenLine = (seen: Seen, now: number): { readonly icon: Icon; readonly text: Rich } => {
  const { icon, text } = standingOf(seen, now)
  const users = new Set(usagesOf(seen).map((usage) => usage.edgeWorkerId)).size
  return {
    icon,
    text: [
      { code: `${seen.account}/${seen.token.name}` },
      ` ${text}; ${users === 0 ? 'unused' : `used by ${counted(users, 'EdgeWorker')}`}; ${seen.owner.team}`,
    ],
  }
}
