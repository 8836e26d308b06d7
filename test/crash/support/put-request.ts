import type { ChatTools } from '../../../src/core/chat/chat-tools.ts'
import { linkedPerson } from '../../../src/core/people/person-of.ts'
import type { Ask } from '../../../src/core/plan/ask.ts'
import { makePlan } from '../../../src/core/plan/make-plan.ts'
import type { RecordKey, Snapshot } from '../../../src/core/ports/records.ts'
import { askApproval } from '../../../src/core/request/ask-approval.ts'
import { castVote } from '../../../src/core/request/cast-vote.ts'
import { type Moved, recordPart } from '../../../src/core/request/move.ts'
import { commitMove } from '../../../src/core/rotation/commit-next.ts'
import { newRecord } from '../../../src/core/rotation/new-record.ts'

const personOf = ({ resolving }: ChatTools, name: string) => {
  const person = resolving.directory.people.find((one) => one.name === name)
  if (person === undefined) throw new Error(`there is no ${name}`)
  return linkedPerson(person, resolving.directory)
}

const from = (user: string) => ({ platform: 'slack', workspace: 'T0SANDBOX', user }) as const

export const loadRecord = async ({ records }: ChatTools, key: RecordKey): Promise<Snapshot> => {
  const snapshot = await records.load(key)
  if (snapshot === undefined) throw new Error(`there is no ${key.id}`)
  return snapshot
}

const move = async (tools: ChatTools, key: RecordKey, decide: (snapshot: Snapshot) => Moved): Promise<void> => {
  const snapshot = await loadRecord(tools, key)
  const moved = decide(snapshot)
  if (moved.kind === 'refused') throw new Error(moved.refusal.sentence)
  const committed = await commitMove(tools, snapshot, moved.move)
  if (committed.kind !== 'ok') throw new Error(`the request could not be moved: ${committed.kind}`)
}

/** Ana plans it and asks for approval: a request waits for its one vote. */
export const putRequest = async (tools: ChatTools, ask: Ask): Promise<RecordKey> => {
  const planned = await makePlan(tools.planToolsFor(ask.account), ask)
  const policy = tools.policies.at(-1)
  if (planned.kind !== 'plan' || policy === undefined) throw new Error(`no plan: ${planned.kind}`)
  const { plan } = planned
  const [person, now] = [personOf(tools, 'ana'), tools.clock.now()]
  const made = await tools.records.create(ask.account, (id, mark) =>
    newRecord({ id, mark, ask, plan, policy, person, from: from('U0ANA'), now }),
  )
  const key = { account: ask.account, id: made.id }
  const call = { person, from: from('U0ANA'), now, canVote: 1, places: [] }
  await move(tools, key, ({ record }) => askApproval(record.value, call))
  return key
}

/** Ben approves: from here on the workers are at it. */
export const approveRequest = async (tools: ChatTools, key: RecordKey): Promise<void> => {
  const person = personOf(tools, 'ben')
  const approvers = { group: 'edge-approvers', people: [person], unreadable: [] }
  const ballot = { kind: 'approve', person, from: from('U0BEN'), now: tools.clock.now(), approvers } as const
  await move(tools, key, ({ record }) => castVote(record.value, ballot))
  await tools.wakeups.wake([{ ...key, part: recordPart }])
}
