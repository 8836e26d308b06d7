import { cannotTell } from '../../people/cannot-tell.ts'
import { membersOfAny } from '../../people/group-members.ts'
import { isMember } from '../../people/members.ts'
import type { Owner } from '../../people/owner.ts'
import type { RecordKey, Snapshot } from '../../ports/records.ts'
import { decidingGroups } from '../../request/deciding-groups.ts'
import { type Moved, refused } from '../../request/move.ts'
import type { ActionRecord } from '../../request/record.ts'
import { abandon } from '../../rotation/moves/abandon.ts'
import type { Call as Steering } from '../../rotation/moves/call.ts'
import { retry } from '../../rotation/moves/retry.ts'
import { decideRevoke, type GateChoice } from '../../rotation/moves/revoke-gate.ts'
import { sourceDone } from '../../rotation/moves/source.ts'
import { type Applied, applyMove } from '../apply-move.ts'
import { type Answer, type Call, show } from '../call.ts'
import { sentenceView } from '../views/words.ts'
import { ownerOfRecord } from './decide-request.ts'

type Right = 'member' | 'approver' | 'override' | 'member-or-approver'

/** Which groups have that right, and what those outside are told. */
type Needed = (
  owner: Owner,
  approvers: readonly string[],
  overridesBy: string,
) => { readonly groups: readonly string[]; readonly no: string }

const onlyMembers = (groups: readonly string[]) => ({
  groups,
  no: `Only members of ${groups.join(' or ')} can do this.`,
})

const needed: Readonly<Record<Right, Needed>> = {
  override: (_, approvers, by) => onlyMembers(by === 'approvers' ? approvers : [by]),
  approver: (_, approvers) => onlyMembers(approvers),
  member: ({ members, team }) => ({ groups: [members], no: `Only the people of ${team} can say this.` }),
  'member-or-approver': ({ members, team }, approvers) => ({
    groups: [members, ...approvers],
    no: `Only the people of ${team} and its approvers can do this.`,
  }),
}

/** Whether the person may steer this rotation, as groups stand now. */
export const may = async (call: Call, record: ActionRecord, right: Right): Promise<string | undefined> => {
  const { tools, person } = call
  const owner = ownerOfRecord(call, record)
  if (owner === undefined) return `${record.owner} is not in the configuration any more. Ask an operator.`
  const { groups, no } = needed[right](owner, decidingGroups(owner, record), tools.overridesBy)
  const isOpen = right === 'member' || right === 'member-or-approver'
  if (isOpen && owner.members === 'everyone') return undefined
  const members = await membersOfAny([...new Set(groups)], { ...tools.resolving, fresh: true }, [person])
  if (isMember(members, person)) return undefined
  return members.unreadable.length > 0 ? cannotTell(members.group) : no
}

const steered = (
  call: Call,
  key: RecordKey,
  right: Right,
  move: (snapshot: Snapshot, steering: Steering) => Moved,
): Promise<Applied> => {
  const { platform, workspace, user } = call.sender
  return applyMove(call, key, async (snapshot) => {
    const not = await may(call, snapshot.record.value, right)
    if (not !== undefined) return refused('may-not', not)
    return move(snapshot, { person: call.person, from: { platform, workspace, user }, now: call.tools.clock.now() })
  })
}

const steer = async (
  call: Call,
  key: RecordKey,
  right: Right,
  move: (snapshot: Snapshot, steering: Steering) => Moved,
  done: string,
): Promise<Answer> => {
  const applied = await steered(call, key, right, move)
  return show(sentenceView(applied.kind === 'refused' ? applied.refusal.sentence : done))
}

/** The held rotation goes on, from where it was. */
export const retryHeld = (call: Call, key: RecordKey): Promise<Answer> =>
  steer(call, key, 'member-or-approver', retry, `${key.id} goes on.`)

export const abandonRotation = (call: Call, key: RecordKey): Promise<Answer> =>
  steer(
    call,
    key,
    'member-or-approver',
    abandon,
    `${key.id} is being abandoned: what was activated goes back. The board shows how far.`,
  )

/** The same, to make way for something else: what came of it. */
export const abandonToMakeWay = (call: Call, key: RecordKey): Promise<Applied> =>
  steered(call, key, 'member-or-approver', abandon)

export const sourceUpdated = (call: Call, key: RecordKey): Promise<Answer> =>
  steer(
    call,
    key,
    'member',
    ({ record }, steering) => sourceDone(record.value, 'updated', steering),
    `Thank you. ${key.id} looks once more and then revokes the old token.`,
  )

export const skipSource = (call: Call, key: RecordKey): Promise<Answer> =>
  steer(
    call,
    key,
    'override',
    ({ record }, steering) => sourceDone(record.value, 'skipped', steering),
    `Skipped, and written down. ${key.id} goes on.`,
  )

const choices: Readonly<Record<GateChoice, { right: Right; done: string }>> = {
  'look-again': { right: 'member-or-approver', done: 'Looking again.' },
  'revoke-anyway': {
    right: 'override',
    done: 'The old token will be revoked although it is still used where the board says.',
  },
  keep: { right: 'approver', done: 'The old token is kept.' },
}

export const decideAtRevokeGate = (call: Call, key: RecordKey, choice: GateChoice): Promise<Answer> =>
  steer(
    call,
    key,
    choices[choice].right,
    ({ record }, steering) => decideRevoke(record.value, choice, steering),
    choices[choice].done,
  )
