import type { ActionRecord } from '../../request/record.ts'
import { isEnd } from '../../request/state.ts'
import { pageButtons } from './page-buttons.ts'
import { titleOf } from './plan-view.ts'
import type { Icon, Rich, View } from './view.ts'
import { counted, sentenceView } from './words.ts'

const iconOf = (record: ActionRecord): Icon => {
  if (record.state === 'succeeded') return 'done'
  if (record.state === 'held' || record.state === 'holding') return 'problem'
  if (isEnd(record.state)) return 'stopped'
  return record.state === 'requested' || record.state === 'asked' ? 'waiting' : 'running'
}

const whyOf = (record: ActionRecord): string => {
  if (record.trouble !== undefined && record.state !== 'abandoned')
    return `: ${record.trouble.sentence} ${record.trouble.advice}`
  if (record.outcome !== undefined) return `: ${record.outcome}`
  return record.waitsFor === undefined ? '' : `, waits for ${record.waitsFor}`
}

/** One line per record: where it stands, and why. */
export const statusSteps = (records: readonly ActionRecord[]): readonly { icon: Icon; text: Rich }[] =>
  records.map((record) => ({
    icon: iconOf(record),
    text: [
      { bold: record.id },
      ` ${titleOf(record.plan)} (${record.account}, asked by ${record.asker.name}): ${record.state.replaceAll('-', ' ')}${whyOf(record)}`,
    ],
  }))

const pageSize = 15

/** What is running, waiting and held, and why, a page at a time. `command` made the first one. */
export const statusView = (records: readonly ActionRecord[], page: number, command: string): View => {
  if (records.length === 0)
    return sentenceView('Nothing is running or waiting. Begin with /edgekv rotate TOKEN, or look around: /edgekv list.')
  const pages = Math.ceil(records.length / pageSize)
  const which = pages > 1 ? `Page ${page + 1} of ${pages}. ` : ''
  return {
    summary: `${counted(records.length, 'request')} that you can see.`,
    blocks: [
      { kind: 'heading', text: 'Requests and rotations' },
      { kind: 'steps', steps: statusSteps(records.slice(page * pageSize, (page + 1) * pageSize)) },
      { kind: 'note', text: [`${which}Details: /edgekv status R42.`] },
      ...pageButtons(page, pages, command),
    ],
  }
}
