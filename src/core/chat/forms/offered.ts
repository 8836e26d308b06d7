import type { Inventory, InventoryEdgeWorker, InventoryNamespace, InventoryToken } from '../../inventory/inventory.ts'
import { type Owned, ownedIn } from '../../inventory/owned.ts'
import { usageIndex } from '../../inventory/usages-of-token.ts'
import type { Owner } from '../../people/owner.ts'
import type { Scope } from '../../token/scope.ts'

/** How a person stands to tokens: whose one is, and whether they may see that owner's tokens or ask for them. */
export interface Standing {
  readonly ownerOf: (token: Owned) => Owner
  readonly mayKnow: (owner: Owner) => boolean
}

/** Something to choose, its access groups, and the token that could do nothing but use it. */
interface Place {
  readonly key: string
  readonly groups: readonly string[]
  readonly alone: Owned
}

const placeOf = (key: string, groupId: number | undefined, scope: Partial<Scope>): Place => {
  // Akamai's group 0 is everybody's.
  const groups = groupId === undefined || groupId === 0 ? [] : [String(groupId)]
  const whole: Scope = { namespaces: {}, networks: ['STAGING', 'PRODUCTION'], edgeWorkerIds: [], ...scope }
  return { key, groups: groups.map((id) => `group ${id}`), alone: { name: 'new', scope: whole, groups } }
}

const namespacePlace = ({ name, groupId }: InventoryNamespace): Place =>
  placeOf(`namespace ${name}`, groupId, { namespaces: { [name]: ['r'] } })

const edgeWorkerPlace = ({ id, groupId }: InventoryEdgeWorker): Place =>
  placeOf(`edgeworker ${id}`, groupId, { edgeWorkerIds: [id] })

/** The places that a token tells of to whoever sees it: where it may be used, and where it is. */
const placesOf = (inventory: Inventory, places: readonly Place[]): ((token: InventoryToken) => readonly string[]) => {
  const usagesOf = usageIndex(inventory.usages)
  const groupsOf = new Map(places.map(({ key, groups }) => [key, groups]))
  return (token) => {
    const ids = [...(token.scope?.edgeWorkerIds ?? []), ...usagesOf(token).map(({ edgeWorkerId }) => edgeWorkerId)]
    const keys = [
      ...Object.keys(token.scope?.namespaces ?? {}).map((name) => `namespace ${name}`),
      ...ids.map((id) => `edgeworker ${id}`),
    ]
    return [...new Set([...keys, ...keys.flatMap((key) => groupsOf.get(key) ?? [])])]
  }
}

/** Of every place and group that tokens are known of: whether the person may know one of them. */
const knownPlaces = (inventory: Inventory, places: readonly Place[], { ownerOf, mayKnow }: Standing) => {
  const [owned, placesOfToken] = [ownedIn(inventory), placesOf(inventory, places)]
  const known = new Map<string, boolean>()
  for (const token of inventory.tokens) {
    const isKnown = mayKnow(ownerOf(owned(token)))
    for (const key of placesOfToken(token)) known.set(key, isKnown || known.get(key) === true)
  }
  return known
}

/**
 * Namespaces and EdgeWorkers that may be shown to one person, whose access groups at Akamai the bot does not have: those
 * of an owner whose match names their namespace or group, and those of tokens that the person may know. Where no token is
 * known to be, the others of the access group tell whose it is. Pure.
 */
export const offered = (
  inventory: Inventory,
  namespaces: readonly InventoryNamespace[],
  standing: Standing,
): Pick<Inventory, 'edgeWorkers'> & { readonly namespaces: readonly string[] } => {
  const places = [...namespaces.map(namespacePlace), ...inventory.edgeWorkers.map(edgeWorkerPlace)]
  const known = knownPlaces(inventory, places, standing)
  const isOffered = ({ key, groups, alone }: Place): boolean => {
    if (known.get(key) === true) return true
    const owner = standing.ownerOf(alone)
    if (owner.match.namespace !== undefined || owner.match.group !== undefined) return standing.mayKnow(owner)
    const near = [key, ...groups].map((one) => known.get(one)).find((one) => one !== undefined)
    return near ?? standing.mayKnow(owner)
  }
  return {
    namespaces: namespaces.filter((one) => isOffered(namespacePlace(one))).map(({ name }) => name),
    edgeWorkers: inventory.edgeWorkers.filter((one) => isOffered(edgeWorkerPlace(one))),
  }
}
