import { daysLeft } from '../../token/token-dates.ts'
import { matterOf } from '../../warning/crossing.ts'
import type { Entry } from '../../warning/entry.ts'
import type { Icon, Rich, Span } from './view.ts'
import { counted } from './words.ts'

/** What a message says about one warning, besides the warning itself. Undefined where it is not known. */
export interface WarningFacts {
  readonly entry: Entry
  /** When it is, or was, told: days left are counted to then, so that a message stays as it was. Ms UTC. */
  readonly at: number
  readonly team: string
  readonly edgeWorkers: number
  readonly properties?: number
}

const daysText = (days: number): string => (days <= 0 ? 'within a day' : `in ${counted(days, 'day')}`)

const what = ({ entry: { kind, date, account, token }, at }: WarningFacts): string => {
  switch (kind) {
    case 'expiring':
      return `expires ${daysText(daysLeft(date, at))}`
    case 'expired':
      return `expired at the end of ${date}`
    case 'revoked':
      return 'is in an active bundle, but not in the account any more: it was revoked or has expired'
    case 'refresh-overdue':
      return `should have been renewed by Akamai on ${date} and was not`
    case 'activation-failed':
      return 'could not be activated by Akamai'
    case 'activation-stuck':
      return 'is still being activated by Akamai, far longer than that takes'
    case 'scan-overdue':
      return `Account ${account} could not be scanned for too long: the bot does not see what changes there`
    case 'ledger-lost':
      return `The bot lost its memory of account ${account}${token}: subscriptions of channels, acknowledgements and snoozes are gone`
  }
}

const isOfAccount = ({ token }: Entry): boolean => token === ''

/** Between the token's name and what is the matter: it may be with a copy of it alone. */
const copyOf = ({ inBundle }: Entry): string => (inBundle === true ? ': a copy inside of bundles' : '')

/** What is wrong, as one clause with its subject: `mkt_token1 expires in 7 days`. */
export const headlineOf = (facts: WarningFacts): string =>
  isOfAccount(facts.entry) ? what(facts) : `${facts.entry.token}${copyOf(facts.entry)} ${what(facts)}`

const networksText: Readonly<Record<Entry['usedOn'], string>> = {
  production: 'used on production',
  staging: 'used on staging alone',
  nowhere: 'in no active bundle that the bot can see',
}

/** Not all properties need be visible: that there are none is no fact. */
const onProperties = (count: number | undefined): string => {
  if (count === undefined) return ''
  if (count === 0) return ' for no property that the bot can see'
  return ` on ${count} propert${count === 1 ? 'y' : 'ies'}`
}

/** Where it is used, and by how much. */
export const usageText = ({ entry, edgeWorkers, properties }: WarningFacts): string => {
  if (entry.usedOn === 'nowhere') return networksText.nowhere
  const by = edgeWorkers === 0 ? '' : ` by ${counted(edgeWorkers, 'EdgeWorker')}`
  return `${networksText[entry.usedOn]}${by}${onProperties(properties)}`
}

const ofDeath: Readonly<Record<'expiring' | 'expired' | 'revoked', (refused: string) => string>> = {
  expiring: (refused) => `EdgeKV answers 401 to ${refused} from then on.`,
  expired: (refused) => `EdgeKV has answered 401 to ${refused} since then.`,
  revoked: (refused) => `EdgeKV answers 401 to ${refused}.`,
}

const isOfLife = (kind: Entry['kind']): kind is keyof typeof ofDeath => Object.hasOwn(ofDeath, kind)

/** What follows, or has followed, when nobody acts. */
export const consequence = ({ entry: { kind, usedOn } }: WarningFacts): string => {
  if (kind === 'scan-overdue') return 'Warnings go on from what was seen last. An operator looks at the log of the bot.'
  if (kind === 'ledger-lost')
    return 'Subscribe again where you had (/edgekv subscribe). What is still wrong is told once more.'
  if (usedOn === 'nowhere')
    return `Nothing, as far as the bot can see: it can be left ${kind === 'expiring' ? 'to expire' : 'as it is'}.`
  const where = usedOn === 'staging' ? ' on staging' : ''
  return isOfLife(kind)
    ? ofDeath[kind](`every read and write with it${where}`)
    : `The copy in the bundles stays valid for a while; then EdgeKV answers 401${where}.`
}

const settled: Readonly<Record<ReturnType<typeof matterOf>, string>> = {
  life: 'settled: replaced, or not used any more',
  refresh: 'settled: it was renewed',
  activation: 'settled: it is active',
  scan: 'settled: scanned again',
  ledger: 'noted',
}

const isBad = ({ kind, threshold }: Entry): boolean => kind !== 'expiring' || (threshold ?? 0) <= 1

export const warningIcon = (entry: Entry): Icon => {
  if (entry.state === 'resolved') return 'done'
  if (entry.state === 'acknowledged') return 'waiting'
  if (entry.usedOn === 'nowhere' || entry.kind === 'ledger-lost') return 'info'
  return isBad(entry) ? 'problem' : 'warning'
}

/** How it stands now, for whoever comes later. */
export const stateSpans = (entry: Entry): Rich => {
  if (entry.state === 'resolved') return [` – ${settled[matterOf(entry)]}.`]
  if (entry.state !== 'acknowledged') return []
  const until: Rich = entry.until === undefined ? [] : [' until ', { time: entry.until }]
  return [` – acknowledged by ${entry.by ?? 'somebody'}`, ...until, '.']
}

const subjectSpans = (facts: WarningFacts): Rich => {
  const { entry } = facts
  if (isOfAccount(entry)) return [`${what(facts)}.`]
  const when: Span[] = entry.diesAt === undefined ? [] : [', ', { time: entry.diesAt }]
  return [
    { bold: entry.token },
    ` (${entry.account}, ${facts.team})${copyOf(entry)} ${what(facts)}`,
    ...when,
    `; ${usageText(facts)}.`,
  ]
}

/** One warning as a line. */
export const warningLine = (facts: WarningFacts): { readonly icon: Icon; readonly text: Rich } => ({
  icon: warningIcon(facts.entry),
  text: [...subjectSpans(facts), ...stateSpans(facts.entry)],
})
