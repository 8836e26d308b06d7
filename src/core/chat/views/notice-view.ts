import type { Snapshot } from '../../ports/records.ts'
import type { Notice } from '../../request/notice.ts'
import { pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import { targetsOf } from '../../rotation/snapshot-parts.ts'
import { entryBlocks } from './entry-blocks.ts'
import { titleOf } from './plan-view.ts'
import { refOf } from './record-ref.ts'
import type { Block, View } from './view.ts'
import { counted, networkWord, sentenceView } from './words.ts'

const by = (record: ActionRecord): string => record.votes.at(-1)?.person.name ?? 'somebody'

const reason = (record: ActionRecord): string => {
  const last = record.votes.at(-1)?.reason
  return last === undefined ? '' : ` Reason: ${last}`
}

const trouble = (record: ActionRecord): string =>
  record.trouble === undefined ? 'It is held.' : `${record.trouble.sentence} ${record.trouble.advice}`

const utc = (time: number | undefined): string =>
  `${new Date(time ?? 0).toISOString().slice(0, 16).replace('T', ' ')} UTC`

type Asking = Extract<
  Notice,
  'production-gate' | 'reminder' | 'backup-wanted' | 'break-glass' | 'compromised' | 'review-wanted'
>

const askingSentence = (notice: Asking, what: string, record: ActionRecord): string => {
  switch (notice) {
    case 'production-gate':
      return `${what}: staging is done. ${counted(record.policy.approvals, 'approver')} decide${record.policy.approvals === 1 ? 's' : ''} whether it goes to production, until ${utc(pollOf(record)?.until)}.`
    case 'reminder':
      return `${what} still waits for a decision; it lapses ${utc(pollOf(record)?.until)}.`
    case 'backup-wanted':
      return `${what} waits for a decision and nobody has decided yet; it lapses ${utc(pollOf(record)?.until)}. As a backup you may decide now too: use the card here, or /edgekv approve ${record.id}.`
    case 'break-glass':
      return `${record.asker.name} broke the glass: ${what} starts now without any approval. Reason: ${record.reason ?? 'none'}. Somebody else must review it by ${utc(record.review?.by)}.`
    case 'compromised':
      return `${record.asker.name} says that ${record.ask.token} of account ${record.account} is compromised${record.reason === undefined ? '' : `: ${record.reason}`}. ${what} waits for an approval until ${utc(record.lapsesAt)}. Look at it: /edgekv status ${record.id}.`
    case 'review-wanted':
      return `${what} was done without approval by ${record.asker.name} and nobody has reviewed it; that was due ${utc(record.review?.by)}. An approver looks at it and presses Reviewed.`
  }
}

type Held = Extract<Notice, 'held' | 'still-held' | 'held-for-days' | 'uuid-changed'>

const heldWords: Readonly<Record<Held, string>> = {
  held: 'is held.',
  'still-held': 'is still held.',
  'uuid-changed': 'is held; on-call, please look at once.',
  'held-for-days': 'has been held for three days or more; on-call, please look at it.',
}

const heldSentence = (notice: Held, what: string, record: ActionRecord): string =>
  `${what} ${heldWords[notice]} ${trouble(record)}`

const aboutSource = ['source-wanted', 'source-still-wanted', 'source-back'] as const
type Source = (typeof aboutSource)[number]

const isAboutSource = (notice: Notice): notice is Source => aboutSource.some((one) => one === notice)

const sourceSentence = (notice: Source, what: string, { id }: ActionRecord): string =>
  notice === 'source-back'
    ? `${what} goes back, and its new token is revoked once nothing uses it. If your own repository has the new entry by now, put the old one back before its next deployment.`
    : `${what}: please put the new entry into your own repository, then press Source updated or type /edgekv source ${id} done. The old token is revoked after that.`

const sentenceOf = (notice: Exclude<Notice, 'waiting-for-parents'>, record: ActionRecord): string => {
  const what = `${titleOf(record.plan)} (${record.id}, account ${record.account})`
  if (isAboutSource(notice)) return sourceSentence(notice, what, record)
  switch (notice) {
    case 'approved':
      return `${what} was approved by ${by(record)} and starts now.`
    case 'votes-lost':
      return `${what} needs another approval: somebody who approved may not any more.`
    case 'denied':
      return `${what} was denied by ${by(record)}.${reason(record)}`
    case 'lapsed':
      return `${what} lapsed: nobody decided in time. Ask again when somebody is there.`
    case 'withdrawn':
      return `${what} was withdrawn.`
    case 'void':
      return `${what} is void: ${record.outcome ?? 'what was approved has changed.'} ${record.startedAt === undefined ? 'Nothing was done; ask' : 'Ask'} again for a fresh plan.`
    case 'queued':
      return `${what} waits for ${record.waitsFor ?? 'its turn'}.`
    case 'held':
    case 'still-held':
    case 'held-for-days':
    case 'uuid-changed':
      return heldSentence(notice, what, record)
    case 'revoke-gate':
      return `${what}: the old token is still used, or the bot could not look everywhere. An approver decides; the board says what was found.`
    case 'succeeded':
      return `${what} is done. ${record.outcome ?? ''}`.trim()
    case 'abandoned':
      return `${what}: ${record.outcome ?? 'abandoned.'}`
    case 'production-gate':
    case 'reminder':
    case 'backup-wanted':
    case 'break-glass':
    case 'compromised':
    case 'review-wanted':
      return askingSentence(notice, what, record)
  }
}

/** Which children wait for which parents. */
const waitingText = (snapshot: Snapshot): string =>
  targetsOf(snapshot)
    .filter((target) => target.state === 'waiting-for-parents')
    .map(
      ({ edgeWorkerId, network, lagging = [] }) =>
        `EdgeWorker ${lagging.join(', ')} still runs the old version of ${edgeWorkerId} on ${networkWord(network)}`,
    )
    .join('; ')

const waitingSentence = (snapshot: Snapshot): string => {
  const record = snapshot.record.value
  const what = `${titleOf(record.plan)} (${record.id}, account ${record.account})`
  return `${what} waits for parents: ${waitingText(snapshot)}. Their owners unpin them, or activate them anew; the bot looks every 15 minutes and goes on by itself.`
}

const button = (record: ActionRecord, action: string, label: string): Block => ({
  kind: 'buttons',
  buttons: [{ action, value: refOf(record), label, style: 'primary' }],
})

const buttonsOf = (notice: Notice, record: ActionRecord): readonly Block[] => {
  if (notice === 'lapsed') return [button(record, 'again', 'Ask again')]
  if (notice === 'void') return [button(record, 'again', 'Plan anew')]
  const isReview = notice === 'break-glass' || notice === 'review-wanted'
  return isReview && record.review?.done === undefined ? [button(record, 'reviewed', 'Reviewed')] : []
}

/** A message of its own about one moment of a request. */
export const noticeView = (notice: Notice, snapshot: Snapshot): View => {
  const { parts } = snapshot
  const record = snapshot.record.value
  return sentenceView(
    notice === 'waiting-for-parents' ? waitingSentence(snapshot) : sentenceOf(notice, record),
    ...(notice === 'succeeded' ? entryBlocks(record, parts) : []),
    ...buttonsOf(notice, record),
  )
}
