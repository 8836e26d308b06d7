import { rootOf } from '../../token/token-name.ts'
import { type Entry, isOver } from '../../warning/entry.ts'
import { allEntries } from '../../warning/ledger-state.ts'
import type { Call } from '../call.ts'
import type { ChatTools } from '../chat-tools.ts'
import { ownerOfTeam } from '../electorate.ts'
import { factsOf } from './facts-of.ts'
import { type WarningRights, warningRights } from './who-may-quiet.ts'

/** Everything that stands about the tokens of one name in one account. */
export interface OpenWarnings extends WarningRights {
  readonly account: string
  readonly team: string
  readonly uuids: readonly string[]
}

const standing = async (tools: ChatTools, account: string, name: string): Promise<readonly Entry[]> => {
  const alive = allEntries((await tools.warnings.ledger.load(account)).ledger).filter(
    (entry) => entry.token !== '' && !isOver(entry),
  )
  const exact = alive.filter((entry) => entry.token === name)
  return exact.length > 0 ? exact : alive.filter((entry) => rootOf(entry.token) === name)
}

const inAccount = async (call: Call, account: string, name: string): Promise<readonly OpenWarnings[]> => {
  const entries = await standing(call.tools, account, name)
  const [first] = entries
  if (first === undefined) return []
  const [facts] = await factsOf(call.tools, [first], call.tools.clock.now(), false)
  const owner = ownerOfTeam(call.tools, facts?.team ?? '')
  if (owner === undefined) return []
  const rights = await warningRights(call, owner)
  const uuids = [...new Set(entries.map((entry) => entry.uuid))]
  return rights.sees ? [{ ...rights, account, team: owner.team, uuids }] : []
}

/** Where something stands about a token of that name, as far as the person may know. */
export const openWarnings = async (call: Call, name: string, account?: string): Promise<readonly OpenWarnings[]> => {
  const accounts = call.tools.accounts.filter((one) => account === undefined || one === account)
  return (await Promise.all(accounts.map((one) => inAccount(call, one, name)))).flat()
}
