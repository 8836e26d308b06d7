import { pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Seen } from '../find-token.ts'
import { boardButtons } from './board-buttons.ts'
import { titleOf } from './plan-view.ts'
import { scanAge } from './scan-age.ts'
import { statusSteps } from './status-view.ts'
import { tokenLine, worstFirst } from './token-standing.ts'
import type { Block, Button, View } from './view.ts'

interface Home {
  readonly mine: readonly ActionRecord[]
  readonly waiting: readonly ActionRecord[]
  readonly running: readonly ActionRecord[]
  readonly tokens: readonly Seen[]
  readonly now: number
}

/** Of each list; each entry takes two blocks of the hundred that a page holds. */
const most = 8

const section = (heading: string, blocks: readonly Block[], none: string): readonly Block[] => [
  { kind: 'heading', text: heading },
  ...(blocks.length === 0 ? [{ kind: 'text', text: [none] } satisfies Block] : blocks),
]

const run = (line: string, label: string): Button => ({ action: 'run', value: line, label })

const buttonsWithout = (record: ActionRecord, actions: readonly string[]): readonly Button[] =>
  boardButtons(record)
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .filter(({ action }) => !actions.includes(action))

const decide = (record: ActionRecord): readonly Block[] => [
  {
    kind: 'text',
    text: [
      { bold: record.id },
      ` ${titleOf(record.plan)} (${record.account}), asked by `,
      { person: record.askedFrom, name: record.asker.name },
      `${record.reason === undefined ? '' : `: ${record.reason}`}.`,
      ...(record.state === 'requested' ? [] : [' Staging is done.']),
      ' Lapses ',
      { time: pollOf(record)?.until ?? 0 },
      '.',
    ],
  },
  { kind: 'buttons', buttons: buttonsWithout(record, ['withdraw', 'abandon']) },
]

/** What is decided is shown under *Waiting for you*, to those who may. */
const elsewhere = ['approve', 'deny', 'go-production', 'deny-production', 'revoke-anyway', 'keep-old', 'skip-source']

const row = (record: ActionRecord): readonly Block[] => [
  { kind: 'steps', steps: statusSteps([record]) },
  {
    kind: 'buttons',
    buttons: [run(`status ${record.account}/${record.id}`, 'Details'), ...buttonsWithout(record, elsewhere)],
  },
]

const more = (all: number, line: string): readonly Block[] =>
  all > most ? [{ kind: 'note', text: [`and ${all - most} more: ${line}`] }] : []

const rows = (records: readonly ActionRecord[]): readonly Block[] => [
  ...records.slice(0, most).flatMap(row),
  ...more(records.length, '/edgekv status'),
]

const tokenRows = (tokens: readonly Seen[], now: number): readonly Block[] => [
  ...worstFirst(tokens, now)
    .slice(0, most)
    .flatMap((seen): readonly Block[] => {
      const ref = `${seen.account}/${seen.token.name}`
      return [
        { kind: 'steps', steps: [tokenLine(seen, now)] },
        { kind: 'buttons', buttons: [run(`show ${ref}`, 'Details'), run(`rotate ${ref}`, 'Rotate')] },
      ]
    }),
  ...more(tokens.length, '/edgekv list'),
]

/** What one person needs to see, worst and most urgent first. */
export const homeView = ({ mine, waiting, running, tokens, now }: Home): View => ({
  summary: 'Your requests, what waits for you, your tokens, and what is running.',
  blocks: [
    { kind: 'buttons', buttons: [run('list', 'All tokens'), run('create', 'Create a token'), run('help', 'Help')] },
    ...section(
      'Waiting for you',
      [...waiting.slice(0, most).flatMap(decide), ...more(waiting.length, '/edgekv status')],
      'Nothing waits for your decision.',
    ),
    ...section('Your requests', rows(mine), 'You have asked for nothing that is still open.'),
    ...section('Your tokens, most urgent first', tokenRows(tokens, now), 'There is no token that you can see.'),
    ...(tokens.length === 0 ? [] : [scanAge(tokens.map((seen) => seen.inventory))]),
    ...section('Running', rows(running), 'Nothing is running.'),
    { kind: 'note', text: ['As of ', { time: now }, '. Open this page anew to see it as it is then.'] },
  ],
})
