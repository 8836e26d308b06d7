import { groupsOfUsages } from '../inventory/groups-of-usages.ts'
import type { Inventory, InventoryToken, Unread, Usage } from '../inventory/inventory.ts'
import { usageIndex } from '../inventory/usages-of-token.ts'
import { generationOf } from '../token/token.ts'
import { deathOf } from '../token/token-dates.ts'
import { lastDateOf } from './crossing.ts'
import type { Life, UsedOn, Watched } from './watched.ts'

/** Could that unread bundle hold this token? Not where the token would not be let in. */
const mayHold =
  ({ scope }: InventoryToken) =>
  ({ edgeWorkerId, network }: Unread): boolean =>
    scope === undefined ||
    (scope.networks.includes(network) &&
      (scope.edgeWorkerIds.length === 0 || scope.edgeWorkerIds.includes(edgeWorkerId)))

const lifeOf = (token: InventoryToken): Life => {
  if (generationOf(token) === 'expiring') return { kind: 'expiring', diesAt: deathOf(token.expiry) }
  const renewedOn = token.latestRefreshDate ?? token.issueDate
  return {
    kind: 'auto-refreshing',
    ...(token.nextScheduledRefreshDate === undefined ? {} : { refreshBy: token.nextScheduledRefreshDate }),
    ...(renewedOn === undefined ? {} : { renewedOn }),
    ...(token.activationStatus === undefined ? {} : { status: token.activationStatus }),
  }
}

const usedOn = (usages: readonly Usage[]): UsedOn => {
  if (usages.some(({ network }) => network === 'PRODUCTION')) return 'production'
  return usages.length > 0 ? 'staging' : 'nowhere'
}

type Known = Pick<Watched, 'account'> & {
  readonly unread: readonly Unread[]
  groupsOf(usages: readonly Usage[]): readonly string[]
}

const ofToken = (token: InventoryToken, usages: readonly Usage[], known: Known): Watched => ({
  account: known.account,
  token: token.name,
  uuid: token.uuid,
  namespaces: Object.keys(token.scope?.namespaces ?? {}),
  groups: known.groupsOf(usages),
  networks: token.scope?.networks ?? [],
  life: lifeOf(token),
  usedOn: usedOn(usages),
  certain: !known.unread.some(mayHold(token)),
})

const ofUsages = (usages: readonly Usage[], token: string, uuid: string, life: Life, known: Known): Watched => ({
  account: known.account,
  token,
  uuid,
  namespaces: [...new Set(usages.map(({ namespace }) => namespace))],
  groups: known.groupsOf(usages),
  networks: [...new Set(usages.map(({ network }) => network))],
  life,
  usedOn: usedOn(usages),
  certain: true,
  ...(life.kind === 'gone' ? {} : { inBundle: true }),
})

/** A JWT that dies before the token of its name; an hour's difference is how Akamai rounds. */
const diesFirst = (usage: Usage, token: InventoryToken): usage is Usage & { fingerprint: string; expiresAt: number } =>
  usage.fingerprint !== undefined &&
  usage.expiresAt !== undefined &&
  lastDateOf(usage.expiresAt + 60_000) < lastDateOf(deathOf(token.expiry))

const bundlesOwn = (token: InventoryToken, labelled: readonly Usage[], known: Known): readonly Watched[] =>
  [...Map.groupBy(labelled, (usage) => usage.fingerprint ?? '')].flatMap(([fingerprint, usages]) => {
    const [first] = usages
    if (first === undefined || !diesFirst(first, token)) return []
    const diesAt = first.expiresAt
    return [ofUsages(usages, token.name, `bundle:${fingerprint.slice(0, 32)}`, { kind: 'expiring', diesAt }, known)]
  })

/** What stands for a credential that no listed token has. */
const orphanId = ({ uuid, fingerprint }: Usage): string =>
  uuid ?? (fingerprint === undefined ? '' : `value:${fingerprint.slice(0, 32)}`)

const orphans = (usages: readonly Usage[], names: ReadonlySet<string>, known: Known): readonly Watched[] => {
  // A value under a listed name is that token's own, or looked at by its own date.
  const alone = usages.filter((usage) => usage.kind === 'reference' || !names.has(usage.tokenName))
  return [...Map.groupBy(alone, orphanId)].flatMap(([id, all]) =>
    id === '' ? [] : [ofUsages(all, all[0]?.tokenName ?? '', id, { kind: 'gone' }, known)],
  )
}

/**
 * Everything in an inventory that may be warned about: its tokens, JWTs in bundles that die before the token of their
 * name, and credentials in active bundles that are no listed token's.
 */
export const watchedOf = (inventory: Inventory): readonly Watched[] => {
  const known = { account: inventory.account, unread: inventory.unread ?? [], groupsOf: groupsOfUsages(inventory) }
  const usagesOf = usageIndex(inventory.usages)
  const labelled = Map.groupBy(inventory.usages, (usage) => usage.tokenName)
  const used = new Set<Usage>()
  const tokens = inventory.tokens.flatMap((token) => {
    const usages = usagesOf({ ...token })
    for (const usage of usages) used.add(usage)
    return [ofToken(token, usages, known), ...bundlesOwn(token, labelled.get(token.name) ?? [], known)]
  })
  const rest = inventory.usages.filter((usage) => !used.has(usage))
  return [...tokens, ...orphans(rest, new Set(inventory.tokens.map(({ name }) => name)), known)]
}
