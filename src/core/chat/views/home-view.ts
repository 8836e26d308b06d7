import type { ActionRecord } from '../../request/record.ts'
import type { Seen } from '../find-token.ts'
import { boardButtons } from './board-buttons.ts'
import { titleOf } from './plan-view.ts'
import { scanAge } from './scan-age.ts'
import { statusSteps } from './status-view.ts'
import { tokenLines } from './token-views.ts'
import type { Block, View } from './view.ts'

interface Home {
  readonly mine: readonly ActionRecord[]
  readonly waiting: readonly ActionRecord[]
  readonly running: readonly ActionRecord[]
  readonly tokens: readonly Seen[]
  readonly now: number
}

const most = 8

const section = (heading: string, blocks: readonly Block[], none: string): readonly Block[] => [
  { kind: 'heading', text: heading },
  ...(blocks.length === 0 ? [{ kind: 'text', text: [none] } satisfies Block] : blocks),
]

const decide = (record: ActionRecord): readonly Block[] => [
  {
    kind: 'text',
    text: [
      { bold: record.id },
      ` ${titleOf(record.plan)} (${record.account}), asked by `,
      { person: record.askedFrom, name: record.asker.name },
      `${record.reason === undefined ? '' : `: ${record.reason}`}. Lapses `,
      { time: record.lapsesAt ?? 0 },
      '.',
    ],
  },
  ...boardButtons(record),
]

const rows = (records: readonly ActionRecord[]): readonly Block[] =>
  records.length === 0 ? [] : [{ kind: 'steps', steps: statusSteps(records.slice(0, most)) }]

/** What one person needs to see, worst and most urgent first. */
export const homeView = ({ mine, waiting, running, tokens, now }: Home): View => {
  const lines = tokenLines(tokens, now, most)
  return {
    summary: 'Your requests, what waits for you, your tokens, and what is running.',
    blocks: [
      ...section('Waiting for you', waiting.slice(0, most).flatMap(decide), 'Nothing waits for your decision.'),
      ...section('Your requests', rows(mine), 'You have asked for nothing that is still open.'),
      ...section(
        'Your tokens, most urgent first',
        lines.length === 0 ? [] : [{ kind: 'steps', steps: lines }],
        'There is no token that you can see.',
      ),
      ...(tokens.length === 0 ? [] : [scanAge(tokens.map((seen) => seen.inventory))]),
      ...section('Running', rows(running), 'Nothing is running.'),
      { kind: 'note', text: ['As of ', { time: now }, '. Open this page anew to see it as it is then.'] },
    ],
  }
}
