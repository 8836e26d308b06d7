import { ownedIn, toBeOwned } from '../inventory/owned.ts'
import { cannotTell } from '../people/cannot-tell.ts'
import { membershipOf } from '../people/group-members.ts'
import { groupsNeeded } from '../people/groups-needed.ts'
import { mayAsk } from '../people/may-ask.ts'
import type { Owner } from '../people/owner.ts'
import type { Ask } from '../plan/ask.ts'
import { createdBy } from '../plan/created-by.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Call } from './call.ts'
import { ownerOfTeam } from './electorate.ts'
import { inventoryOf } from './find-token.ts'
import { glassGroup, mayBreakGlass } from './may-break-glass.ts'
import { ownerOfToken } from './sight.ts'

/**
 * Whose tokens a request is about: the token as it is, and what it would become. Rights that only another owner's people
 * may ask for are not had by asking for them on a token of one's own.
 */
export const ownersOfAsk = async ({ tools }: Call, ask: Ask): Promise<readonly Owner[]> => {
  const inventory = await inventoryOf(tools, ask.account)
  const ownerOf = (owned: Parameters<typeof ownerOfToken>[2]): Owner => ownerOfToken(tools, ask.account, owned)
  if (ask.action === 'create') {
    const made = createdBy(ask).map((token) => ownerOf(toBeOwned(inventory, token)))
    return [...new Set(made)]
  }
  const token = inventory.tokens.find(({ name }) => name === ask.token)
  const is = token === undefined ? { name: ask.token, groups: [] } : ownedIn(inventory)(token)
  if (ask.scope === undefined) return [ownerOf(is)]
  const old = token?.scope ?? { namespaces: {}, networks: [], edgeWorkerIds: [] }
  const willBe = toBeOwned(inventory, { name: ask.token, scope: { ...old, ...ask.scope } })
  return [...new Set([ownerOf(is), ownerOf({ ...willBe, groups: [...is.groups, ...willBe.groups] })])]
}

/** The same of a record, whose plan may have found another owner than the last scan; undefined: one is configured no more. */
export const ownersOfRecord = async (
  call: Call,
  { ask, owner: team }: Pick<ActionRecord, 'ask' | 'owner'>,
): Promise<readonly Owner[] | undefined> => {
  const owner = ownerOfTeam(call.tools, team)
  return owner === undefined ? undefined : [...new Set([owner, ...(await ownersOfAsk(call, ask))])]
}

/** Why this person may not ask, if so: of every owner concerned, they must be one of those who may. */
export const mayNotAsk = async ({ tools, person }: Call, owners: readonly Owner[]): Promise<string | undefined> => {
  for (const owner of owners) {
    const names = groupsNeeded(owner, [tools.admins])
    const membership = await membershipOf(names, { ...tools.resolving, fresh: true }, [person])
    if (mayAsk(owner, person, membership)) continue
    return (membership[owner.members]?.unreadable ?? []).length > 0
      ? cannotTell(owner.members)
      : `Only members of ${owner.members} may ask for tokens of ${owner.team}. Ask one of them.`
  }
  return undefined
}

/** The same without an approval. */
export const mayNotBreakGlass = async (call: Call, owners: readonly Owner[]): Promise<string | undefined> => {
  for (const owner of owners) {
    if (await mayBreakGlass(call, owner)) continue
    const group = glassGroup(call, owner)
    const who = group === undefined ? 'Nobody' : `Only ${group}`
    return `${who} may break the glass for tokens of ${owner.team}. Ask for approval instead: type the same line without break-glass.`
  }
  return undefined
}
