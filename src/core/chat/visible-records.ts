import { approversOf } from '../people/approvers-of.ts'
import { membershipOf } from '../people/group-members.ts'
import { groupsNeeded } from '../people/groups-needed.ts'
import { maySee } from '../people/may-see.ts'
import { isMemberOf } from '../people/members.ts'
import { samePerson } from '../people/same-person.ts'
import type { RecordKey } from '../ports/records.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Call } from './call.ts'
import { ownerOfTeam } from './electorate.ts'

/** Groups whose members decide on a request: they see it even where they do not see its owner's other tokens. */
const decidersOf = ({ tools }: Call, { owner: team, policy }: ActionRecord): readonly string[] => {
  const owner = ownerOfTeam(tools, team)
  const groups = [owner === undefined ? undefined : approversOf(owner, policy), policy.backup]
  return groups.filter((name) => name !== undefined)
}

/** Records whose owner's tokens the person may see, or that they decide on; a plan that only its asker knows stays theirs. */
export const visibleRecords = async (
  call: Call,
  records: readonly ActionRecord[],
): Promise<readonly ActionRecord[]> => {
  if (records.length === 0) return []
  const { tools, person } = call
  const names = [
    ...tools.owners.flatMap((owner) => groupsNeeded(owner, [tools.admins])),
    ...records.flatMap((record) => decidersOf(call, record)),
  ]
  const membership = await membershipOf([...new Set(names)], { ...tools.resolving, fresh: false }, [person])
  const seen = new Set(
    tools.owners.filter((owner) => maySee(owner, person, membership, tools.admins)).map(({ team }) => team),
  )
  return records.filter((record) => {
    if (samePerson(record.asker, person)) return true
    if (record.state === 'asked') return false
    return seen.has(record.owner) || decidersOf(call, record).some((name) => isMemberOf(membership, name, person))
  })
}

/** Records with this number, whoever may see them: it is one number for all accounts. */
const recordsOf = async ({ tools }: Call, id: string, account?: string): Promise<readonly ActionRecord[]> => {
  const accounts = tools.accounts.filter((name) => account === undefined || name === account)
  const snapshots = await Promise.all(accounts.map((name) => tools.records.load({ account: name, id })))
  return snapshots.flatMap((snapshot) => snapshot?.record.value ?? [])
}

const first = ([one]: readonly ActionRecord[]): RecordKey | undefined => one && { account: one.account, id: one.id }

/** The record with this number, in whichever account the person can see it. */
export const findRecord = async (call: Call, id: string, account?: string): Promise<RecordKey | undefined> =>
  first(await visibleRecords(call, await recordsOf(call, id, account)))

/** The record that a button is about, if it is this person's to see: what comes with a press may have been changed. */
export const seenRecord = async (call: Call, key: RecordKey): Promise<ActionRecord | undefined> => {
  const snapshot = await call.tools.records.load(key)
  const [seen] = await visibleRecords(call, snapshot === undefined ? [] : [snapshot.record.value])
  return seen
}

/** One that is there, whoever may see it: for the trail, never to be told. */
export const anyRecord = async (call: Call, id: string, account?: string): Promise<RecordKey | undefined> =>
  first(await recordsOf(call, id, account))
