import type { ActionRecord } from '../../request/record.ts'
import { isEnd } from '../../request/state.ts'
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

/** What is running, waiting and held, and why. */
export const statusView = (records: readonly ActionRecord[]): View => {
  if (records.length === 0)
    return sentenceView('Nothing is running or waiting. Begin with /edgekv rotate TOKEN, or look around: /edgekv list.')
  const shown = records.slice(0, 20)
  return {
    summary: `${counted(records.length, 'request')} that you can see.`,
    blocks: [
      { kind: 'heading', text: 'Requests and rotations' },
      { kind: 'steps', steps: statusSteps(shown) },
      { kind: 'note', text: ['Details: /edgekv status R42.'] },
    ],
  }
}
