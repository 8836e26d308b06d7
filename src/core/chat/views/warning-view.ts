import { urgencyOf } from '../../warning/crossing.ts'
import type { Entry } from '../../warning/entry.ts'
import type { WarningSettings } from '../../warning/warning-settings.ts'
import { mentionSpans } from './mention-spans.ts'
import type { Block, Rich, View } from './view.ts'
import { warningButtons } from './warning-buttons.ts'
import {
  consequence,
  headlineOf,
  stateSpans,
  usageText,
  type WarningFacts,
  warningIcon,
  warningLine,
} from './warning-row.ts'
import { counted } from './words.ts'

/** What one message about warnings is made of. */
export interface WarningMessage {
  /** Worst first; at most ten are shown. */
  readonly shown: readonly WarningFacts[]
  /** How many more there are. */
  readonly more: number
  readonly mentions: readonly string[]
  /** Said above all: why it comes here, or again. */
  readonly preface?: string
}

export const mostRows = 10

/** What still stands comes first, then the dead before the dying, by name in the end. */
export const worstFirst = (a: Entry, b: Entry): number =>
  Number(a.state === 'resolved') - Number(b.state === 'resolved') ||
  Number(a.usedOn === 'nowhere') - Number(b.usedOn === 'nowhere') ||
  urgencyOf(a) - urgencyOf(b) ||
  (a.diesAt ?? 0) - (b.diesAt ?? 0) ||
  a.token.localeCompare(b.token)

const noteOf = (text: Rich): readonly Block[] => (text.length === 0 ? [] : [{ kind: 'note', text }])

const cc = (mentions: readonly string[], settings: WarningSettings): readonly Block[] =>
  mentions.length === 0 ? [] : [{ kind: 'text', text: ['For ', ...mentionSpans(mentions, settings), '.'] }]

const cardFacts = (facts: WarningFacts): readonly Block[] => {
  const { entry, team } = facts
  if (entry.token === '') return [{ kind: 'text', text: [consequence(facts)] }]
  const dies =
    entry.diesAt === undefined
      ? []
      : [{ label: entry.kind === 'expired' ? 'Died' : 'Dies', value: [{ time: entry.diesAt }] as Rich }]
  const follows = entry.kind === 'expiring' ? 'What will happen' : 'What happens'
  // What is settled has no consequence any more.
  const next = entry.state === 'resolved' ? [] : [{ label: follows, value: [consequence(facts)] as Rich }]
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Token', value: [{ code: `${entry.account}/${entry.token}` }] },
        { label: 'Owner', value: [team] },
        ...dies,
        { label: 'Where', value: [usageText(facts)] },
        ...next,
      ],
    },
  ]
}

const card = (facts: WarningFacts): readonly Block[] => [
  { kind: 'heading', text: headlineOf(facts) },
  ...(facts.entry.state === 'resolved' || facts.entry.state === 'acknowledged'
    ? [
        {
          kind: 'steps' as const,
          steps: [{ icon: warningIcon(facts.entry), text: [headlineOf(facts), ...stateSpans(facts.entry)] }],
        },
      ]
    : []),
  ...cardFacts(facts),
  ...warningButtons(facts.entry),
]

const row = (facts: WarningFacts): readonly Block[] => [
  { kind: 'steps', steps: [warningLine(facts)] },
  ...warningButtons(facts.entry),
]

const moreText = (more: number, { thresholds }: WarningSettings): Rich =>
  more === 0 ? [] : [`${more} more: `, { code: `/edgekv list --expiring ${Math.max(...thresholds)}d` }]

const sentence = ({ shown, more, preface }: WarningMessage): string => {
  const [first] = shown
  const before = preface === undefined ? '' : `${preface} `
  if (first === undefined) return `${before}Nothing is wrong any more.`
  const { entry } = first
  const about = entry.token === '' ? '' : ` (account ${entry.account}, ${first.team}; ${usageText(first)})`
  const others = shown.length + more - 1
  return `${before}${headlineOf(first)}${about}.${others === 0 ? '' : ` And ${counted(others, 'more warning')}.`}`
}

/** One warning as a card, several as lines, worst first, each with what can be done about it. */
export const warningView = (message: WarningMessage, settings: WarningSettings): View => {
  const { shown, more, mentions, preface } = message
  const [first] = shown
  const isOne = first !== undefined && shown.length === 1 && more === 0
  return {
    summary: sentence(message),
    blocks: [
      ...(preface === undefined ? [] : [{ kind: 'text' as const, text: [preface] }]),
      ...(isOne
        ? card(first)
        : [
            { kind: 'heading' as const, text: `EdgeKV tokens: ${counted(shown.length + more, 'warning')}` },
            ...shown.flatMap(row),
          ]),
      ...noteOf(moreText(more, settings)),
      ...cc(mentions, settings),
    ],
  }
}
