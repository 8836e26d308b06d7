import type { Notice } from '../../request/notice.ts'
import type { ActionRecord } from '../../request/record.ts'
import { titleOf } from './plan-view.ts'
import type { View } from './view.ts'
import { sentenceView } from './words.ts'

const by = (record: ActionRecord): string => record.votes.at(-1)?.person.name ?? 'somebody'

const reason = (record: ActionRecord): string => {
  const last = record.votes.at(-1)?.reason
  return last === undefined ? '' : ` Reason: ${last}`
}

const trouble = (record: ActionRecord): string =>
  record.trouble === undefined ? 'It is held.' : `${record.trouble.sentence} ${record.trouble.advice}`

const sentenceOf = (notice: Notice, record: ActionRecord): string => {
  const what = `${titleOf(record.plan)} (${record.id}, account ${record.account})`
  switch (notice) {
    case 'approved':
      return `${what} was approved by ${by(record)} and starts now.`
    case 'denied':
      return `${what} was denied by ${by(record)}.${reason(record)}`
    case 'lapsed':
      return `${what} lapsed: nobody decided in time. Ask again when somebody is there.`
    case 'withdrawn':
      return `${what} was withdrawn.`
    case 'void':
      return `${what} is void: ${record.outcome ?? 'what was approved has changed.'} Nothing was done; ask again for a fresh plan.`
    case 'queued':
      return `${what} waits for ${record.waitsFor ?? 'its turn'}.`
    case 'held':
      return `${what} is held. ${trouble(record)}`
    case 'still-held':
      return `${what} is still held. ${trouble(record)}`
    case 'source-wanted':
    case 'source-still-wanted':
      return `${what}: please put the new entry into your own repository, then press Source updated or type /edgekv source ${record.id} done. The old token is revoked after that.`
    case 'production-gate':
      return `${what}: staging is done. An approver decides whether it goes to production.`
    case 'revoke-gate':
      return `${what}: the old token is still used, or the bot could not look everywhere. An approver decides; the board says what was found.`
    case 'succeeded':
      return `${what} is done. ${record.outcome ?? ''}`.trim()
    case 'abandoned':
      return `${what}: ${record.outcome ?? 'abandoned.'}`
    case 'reminder':
      return `${what} still waits for a decision.`
  }
}

/** A message of its own about one moment of a request. */
export const noticeView = (notice: Notice, record: ActionRecord): View => sentenceView(sentenceOf(notice, record))
