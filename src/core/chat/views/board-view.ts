import type { ChatIdentity } from '../../people/person.ts'
import type { Freeze } from '../../plan/rotation-settings.ts'
import type { Snapshot } from '../../ports/records.ts'
import { type Poll, pollOf } from '../../request/poll.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Vote } from '../../request/vote.ts'
import { newTokensOf } from '../../rotation/snapshot-parts.ts'
import { boardButtons } from './board-buttons.ts'
import { boardSteps } from './board-steps.ts'
import { planFacts, remarkBlocks } from './plan-blocks.ts'
import { titleOf } from './plan-view.ts'
import { refOf } from './record-ref.ts'
import { untoldSentence } from './untold-sentence.ts'
import type { Block, Rich, View } from './view.ts'
import { counted } from './words.ts'

/** What the board says besides the record: how groups are called, whose own view may differ, what holds it just now. */
export interface BoardNames {
  readonly approvers: string
  readonly readers?: readonly ChatIdentity[]
  /** The freeze in which this record may go no further now. */
  readonly freeze?: Freeze
}

const person = ({ person: { name }, by }: Vote): Rich => [{ person: by, name }]

const voteLine = (vote: Vote, approved: string): Rich => [
  vote.kind === 'approve' ? approved : 'Denied by ',
  ...person(vote),
  ' · ',
  { time: vote.at },
  ...(vote.reason === undefined ? [] : [` · ${vote.reason}`]),
]

const votesLine = ({ votes, gate }: ActionRecord): readonly Rich[] => [
  ...votes.map((vote) => voteLine(vote, 'Approved by ')),
  ...(gate?.votes ?? []).map((vote) => voteLine(vote, 'Approved for production by ')),
]

/** How many are still needed, of whom, and until when. */
const neededText = (record: ActionRecord, { votes, until }: Poll, { approvers }: BoardNames): Rich => {
  const missing = Math.max(1, record.policy.approvals - votes.length)
  const own: Rich = record.policy.selfApproval
    ? []
    : [{ person: record.askedFrom, name: record.asker.name }, ' cannot approve it. ']
  return [
    `Needs ${counted(missing, 'more approval').replace(/^1 more/, 'one')} from ${approvers}. `,
    ...own,
    'Lapses ',
    { time: until },
    '.',
  ]
}

const productionBlocks = (record: ActionRecord, names: BoardNames): readonly Block[] => {
  const poll = pollOf(record)
  if (poll?.about !== 'production') return []
  return [{ kind: 'text', text: ['Staging is done. Before production: ', ...neededText(record, poll, names)] }]
}

const asks = (record: ActionRecord): Rich => [
  { person: record.askedFrom, name: record.asker.name },
  ` asks for this (${record.id})`,
  ...(record.reason === undefined ? ['.'] : [`: ${record.reason}`]),
]

const requestedBlocks = (record: ActionRecord, poll: Poll, names: BoardNames): readonly Block[] => [
  { kind: 'text', text: asks(record) },
  { kind: 'text', text: [record.plan.findings.headline] },
  planFacts(record.plan),
  ...remarkBlocks(record.plan),
  ...votesLine(record).map((text): Block => ({ kind: 'note', text })),
  { kind: 'note', text: neededText(record, poll, names) },
]

const brings = 'Change your own repository too, or its next deployment brings the old token back.'

/**
 * The entry to paste: the reference where the new token has one, else how to fetch its value. Once it runs everywhere: what
 * is held before may still go back, and its new token with it.
 */
const sourceBlocks = (snapshot: Snapshot): readonly Block[] => {
  const record = snapshot.record.value
  const shown = ['awaiting-source', 'soaking'].includes(record.leftState ?? record.state)
  const { source } = record.plan.findings
  if (!shown || source.length === 0 || record.source !== undefined) return []
  const made = newTokensOf(snapshot)
  const expiring = record.plan.binding.new?.[0]?.generation === 'expiring'
  const lines = source.slice(0, 6).map(({ edgeWorkerId, path, key, tokenName }) => {
    const uuid = made.find((token) => token.name === tokenName)?.uuid
    const credential = expiring || uuid === undefined ? '"value": …' : `"reference": "${uuid}"`
    return `${edgeWorkerId} ${path}\n  "${key}": { "name": "${tokenName}", ${credential} }`
  })
  const more = source.length > 6 ? [`and ${source.length - 6} more`] : []
  const fetching = expiring ? ' The value is never shown here; fetch it with: akamai edgekv download token NAME.' : ''
  return [
    { kind: 'text', text: [`${brings}${fetching}`] },
    { kind: 'snippet', text: [...lines, ...more].join('\n') },
  ]
}

const gateBlocks = (record: ActionRecord): readonly Block[] => {
  if (record.state !== 'awaiting-revoke') return []
  const uses = (record.stillUsed ?? []).map(
    (use) => `EdgeWorker ${use.edgeWorkerId}, ${use.network.toLowerCase()}, version ${use.version} (${use.status})`,
  )
  const blind = (record.blindSpots ?? []).map((spot) => `${spot.sentence} ${spot.advice}`)
  const steps = [...uses, ...blind].slice(0, 10).map((text) => ({ icon: 'warning' as const, text: [text] }))
  return [
    { kind: 'text', text: ['The old token is not revoked yet, because:'] },
    { kind: 'steps', steps },
  ]
}

const troubleBlocks = (record: ActionRecord): readonly Block[] => {
  const { trouble } = record
  if (trouble === undefined || record.state === 'abandoned') return []
  return [
    {
      kind: 'steps',
      steps: [{ icon: 'problem', text: [`Held: ${trouble.sentence} ${trouble.advice}`] }],
    },
  ]
}

const endings: Partial<Record<ActionRecord['state'], string>> = {
  denied: 'Denied: nothing was done.',
  withdrawn: 'Withdrawn: nothing was done.',
  lapsed: 'Lapsed: nobody decided in time; nothing was done.',
}

const outcomeText = (record: ActionRecord): string | undefined => {
  const { outcome } = record
  if (record.state === 'succeeded') return `Done. ${outcome ?? ''}`
  if (record.state === 'void') return `Void. ${outcome ?? ''}`
  return record.state === 'abandoned' ? outcome : endings[record.state]
}

/** Without approval: said on the board for good, with the review that is owed or done. */
const glassLines = (
  { breakGlass, review, decidedAt, askedFrom, asker }: ActionRecord,
  { approvers }: BoardNames,
): readonly Rich[] => {
  if (breakGlass !== true) return []
  const who: Rich = [{ person: askedFrom, name: asker.name }]
  const broke: Rich = ['Without approval: ', ...who, ' broke the glass · ', { time: decidedAt ?? 0 }]
  if (review?.done === undefined)
    return [
      broke,
      ['A review by somebody else is owed until ', { time: review?.by ?? 0 }, '.'],
      ...(review?.untold === undefined ? [] : [[untoldSentence(approvers, review.untold)]]),
    ]
  return [broke, [`Reviewed by ${review.done.person.name} · `, { time: review.done.at }]]
}

const waitLines = ({ state, waitsFor }: ActionRecord): readonly string[] => {
  if (state === 'queued') return [`Queued: waits for ${waitsFor ?? 'its turn'}.`]
  return state === 'confirming' && waitsFor !== undefined
    ? [`The old token is not revoked yet: waits for ${waitsFor}.`]
    : []
}

const held: readonly ActionRecord['state'][] = ['staging', 'production', 'revoking']

const freezeBlocks = ({ state }: ActionRecord, freeze: Freeze | undefined): readonly Block[] =>
  freeze === undefined || !held.includes(state)
    ? []
    : [
        {
          kind: 'text',
          text: [
            `A freeze holds (${freeze.reason}): nothing more is activated or revoked until `,
            { time: freeze.toMs },
            '. It goes on by itself then.',
          ],
        },
      ]

const runningBlocks = (snapshot: Snapshot, names: BoardNames): readonly Block[] => {
  const record = snapshot.record.value
  const outcome = outcomeText(record)
  const begun = record.startedAt !== undefined
  return [
    { kind: 'note', text: asks(record) },
    ...[...votesLine(record), ...glassLines(record, names)].map((text): Block => ({ kind: 'note', text })),
    ...waitLines(record).map((text): Block => ({ kind: 'text', text: [text] })),
    ...freezeBlocks(record, names.freeze),
    ...productionBlocks(record, names),
    ...(outcome === undefined ? [] : [{ kind: 'text', text: [{ bold: outcome }] } satisfies Block]),
    ...(begun || record.state === 'approved' ? [{ kind: 'steps', steps: boardSteps(snapshot) } satisfies Block] : []),
    ...troubleBlocks(record),
    ...gateBlocks(record),
    ...sourceBlocks(snapshot),
  ]
}

const summaryOf = (record: ActionRecord, names: BoardNames): string => {
  const what = `${titleOf(record.plan)} in account ${record.account} (${record.id}), asked by ${record.asker.name}`
  if (record.state === 'requested') {
    const until = new Date(record.lapsesAt ?? 0).toISOString().slice(0, 16).replace('T', ' ')
    return `Approval needed: ${what}. ${names.approvers} can decide until ${until} UTC.`
  }
  return `${what}: ${outcomeText(record) ?? record.state.replaceAll('-', ' ')}.`.replace(/\.\.$/, '.')
}

/** The one message of a request: approval card, then progress board, then how it ended. */
export const boardView = (snapshot: Snapshot, names: BoardNames): View => {
  const record = snapshot.record.value
  const poll = pollOf(record)
  const blocks = poll?.about === 'request' ? requestedBlocks(record, poll, names) : runningBlocks(snapshot, names)
  return {
    summary: summaryOf(record, names),
    blocks: [{ kind: 'heading', text: titleOf(record.plan) }, ...blocks, ...boardButtons(record)],
    live: { ref: refOf(record), readers: names.readers ?? [] },
  }
}
