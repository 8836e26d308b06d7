import type { Account, EdgeWorker, World } from '../world/world.ts'
import { ControlRefusal } from './control-call.ts'

/** The named account, else the first. */
export const findAccount = (world: World, name: string | undefined): Account => {
  const found = world.accounts.find((account) => name === undefined || account.name === name)
  if (found === undefined) throw new ControlRefusal(`there is no account ${name}`)
  return found
}

/** An EdgeWorker by its ID, in whichever account it is. */
export const findEdgeWorker = (world: World, id: number): { account: Account; edgeWorker: EdgeWorker } => {
  for (const account of world.accounts) {
    const edgeWorker = account.edgeWorkers.get(id)
    if (edgeWorker !== undefined) return { account, edgeWorker }
  }
  throw new ControlRefusal(`there is no EdgeWorker ${id}`)
}
