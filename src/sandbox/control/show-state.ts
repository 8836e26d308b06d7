import { activationStatusOf, stateOf } from '../edgekv/token-state.ts'
import { isPending, statusOf } from '../edgeworkers/change-status.ts'
import { readAtEdge } from '../outage/read-at-edge.ts'
import { type Account, type EdgeWorker, networks, type Token, type World } from '../world/world.ts'

/** The world in a few lines, for tests and for people; no token value. */
export const showState = (world: World, now: number) => ({
  now,
  accounts: world.accounts.map((account) => ({
    name: account.name,
    tokens: account.tokens.map((token) => showToken(token, now)),
    edgeWorkers: [...account.edgeWorkers.values()].map((edgeWorker) => showEdgeWorker(account, edgeWorker, now)),
  })),
})

const showToken = (token: Token, now: number) => ({
  name: token.name,
  uuid: token.uuid,
  generation: token.generation,
  state: stateOf(token, now),
  status: activationStatusOf(token, now),
  expiry: token.expiry,
  networks: token.networks,
  permissions: token.permissions,
  restrictTo: token.restrictTo ?? null,
})

const showEdgeWorker = (account: Account, edgeWorker: EdgeWorker, now: number) => ({
  edgeWorkerId: edgeWorker.id,
  name: edgeWorker.name,
  versions: edgeWorker.versions.map((version) => version.version),
  active: perNetwork((network) => edgeWorker.live[network].at(-1)?.version ?? null),
  edge: perNetwork((network) => readAtEdge(account, edgeWorker, network, now)),
  pending: edgeWorker.changes
    .filter((change) => isPending(change, now))
    .map((change) => ({
      kind: change.kind,
      id: change.id,
      version: change.version,
      network: change.network,
      status: statusOf(change, now),
      held: change.held,
    })),
})

const perNetwork = <T>(tell: (network: (typeof networks)[number]) => T): Record<string, T> =>
  Object.fromEntries(networks.map((network) => [network, tell(network)]))
