import { samePerson } from '../../people/same-person.ts'
import type { RecordKey } from '../../ports/records.ts'
import { breakGlass } from '../../request/break-glass.ts'
import { decidingGroups } from '../../request/deciding-groups.ts'
import type { ActionRecord } from '../../request/record.ts'
import { closeReview } from '../../request/review.ts'
import { applyMove } from '../apply-move.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import { approversFor, directTo, mostSkipped, ownChannels, ownerOfTeam } from '../electorate.ts'
import { mayNotBreakGlass, ownersOfRecord } from '../owners-of-ask.ts'
import { glassFormView } from '../views/glass-form-view.ts'
import { refOf } from '../views/record-ref.ts'
import { untoldSentence } from '../views/untold-sentence.ts'
import { sentenceView } from '../views/words.ts'

/** The button opens a form: nobody gets past an approval with one click. */
export const glassForm = async (call: Call, key: RecordKey): Promise<Answer> => {
  const snapshot = await call.tools.records.load(key)
  const record = snapshot?.record.value
  if (record === undefined || record.state !== 'asked' || !samePerson(record.asker, call.person))
    return show(sentenceView(`${key.id} is not yours to start, or has gone on. Type /edgekv break-glass rotate again.`))
  const { reason } = record
  return { kind: 'form', form: glassFormView(refOf(key), call.tools.breakGlass.phrase, reason) }
}

/** Every approver but the asker, those too whose vote would not have counted beside theirs. */
const skippedBy = async ({ tools }: Call, record: ActionRecord) => {
  const { people, unreadable } = await approversFor(tools, record)
  const others = people.filter((person) => !samePerson(person, record.asker))
  return { skipped: directTo(tools, others.slice(0, mostSkipped)), unreadable }
}

const toldSentence = ({ tools }: Call, record: ActionRecord): string => {
  const untold = record.review?.untold
  if (untold === undefined) return 'The approvers are told; a review is owed.'
  const groups = decidingGroups(ownerOfTeam(tools, record.owner), record).join(' or ')
  return `${untoldSentence(groups, untold)} A review is owed.`
}

/** Of every owner concerned, as when it was asked. */
const isAllowed = async (call: Call, record: ActionRecord): Promise<boolean> => {
  const owners = await ownersOfRecord(call, record)
  return owners !== undefined && (await mayNotBreakGlass(call, owners)) === undefined
}

/** The form sent back: the phrase, the reason, and whether this person may, asked anew. */
export const passWithoutApproval = async (
  call: Call,
  key: RecordKey,
  { phrase, reason }: { readonly phrase: string; readonly reason: string },
): Promise<Answer> => {
  const { platform, workspace, user } = call.sender
  const applied = await applyMove(call, key, async ({ record: { value: record } }) =>
    breakGlass(record, {
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      isAllowed: await isAllowed(call, record),
      typed: phrase,
      phrase: call.tools.breakGlass.phrase,
      reason,
      reviewWithinMs: call.tools.breakGlass.reviewWithinMs,
      places: ownChannels(call.tools, record.owner),
      ...(await skippedBy(call, record)),
    }),
  )
  return applied.kind === 'refused'
    ? show(sentenceView(applied.refusal.sentence))
    : replace(sentenceView(`${key.id} starts now without approval. ${toldSentence(call, applied.record)}`))
}

/** *Reviewed*: by an approver who did not break the glass. */
export const reviewed = async (call: Call, key: RecordKey): Promise<Answer> => {
  const { platform, workspace, user } = call.sender
  const applied = await applyMove(call, key, async ({ record: { value: record } }) =>
    closeReview(record, {
      person: call.person,
      from: { platform, workspace, user },
      now: call.tools.clock.now(),
      approvers: await approversFor(call.tools, record, [call.person]),
    }),
  )
  return show(
    sentenceView(
      applied.kind === 'refused' ? applied.refusal.sentence : `Thank you: the review of ${key.id} is closed.`,
    ),
  )
}
