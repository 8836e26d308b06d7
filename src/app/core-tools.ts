import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import { ownerOfToken } from '../core/chat/sight.ts'
import type { Directory } from '../core/people/directory.ts'
import type { PlanTools } from '../core/plan/plan-tools.ts'
import type { Akamai } from '../core/ports/akamai.ts'
import type { AuditTrail } from '../core/ports/audit-trail.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Groups } from '../core/ports/groups.ts'
import type { Ids } from '../core/ports/ids.ts'
import type { Log } from '../core/ports/log.ts'
import type { Pager } from '../core/ports/pager.ts'
import type { Wakeups } from '../core/ports/wakeups.ts'
import type { EngineTools } from '../core/rotation/engine-tools.ts'
import { readinessOf } from '../core/rotation/readiness-of.ts'
import { warningSettings } from '../core/warning/settings-of.ts'
import { unfinishedScan } from '../store/redis-unfinished-scans.ts'
import { hearValidations } from './hear-validations.ts'
import type { Stores } from './open-stores.ts'
import { redisBlockers } from './redis-blockers.ts'
import { savingMemory } from './saving-memory.ts'
import { withoutFence } from './without-fence.ts'

/** What the core's tools are made of. */
export interface Parts {
  readonly config: Config
  readonly stores: Stores
  readonly akamai: Akamai
  readonly groups: Groups
  readonly directory: Directory
  readonly messengers: ChatTools['messengers']
  readonly wakeups: Wakeups
  readonly pager?: Pager
  readonly audit: AuditTrail
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** Version of the operator's own helper library, where one is configured. */
  readonly helperVersion?: string
}

const bundleSettings = ({ bundles, rotation }: Config) => ({
  limits: bundles,
  ...(rotation.helperLibrary === undefined ? {} : { helper: rotation.helperLibrary.bytes }),
})

const akamaiOf = ({ akamai, stores, log }: Parts, account: string) => {
  const { edgeKv, edgeWorkers } = akamai.of(account)
  const { inventories, lookRequests } = stores
  return { edgeKv, edgeWorkers: hearValidations(edgeWorkers, { account, inventories, lookRequests, log }) }
}

const stepTools = (parts: Parts, account: string) => ({
  ...akamaiOf(parts, account),
  inspections: parts.stores.inspections,
  quota: parts.stores.quota,
  bundles: bundleSettings(parts.config),
  soakMs: parts.config.rotation.soakMs,
  now: () => parts.clock.now(),
})

const limitOf = ({ config }: Parts, account: string): Pick<PlanTools, 'tokenLimit'> => {
  const tokenLimit = config.accounts.find((one) => one.name === account)?.tokenLimit
  return tokenLimit === undefined ? {} : { tokenLimit }
}

const planToolsFor =
  (parts: Parts) =>
  (account: string): PlanTools => ({
    ...stepTools(parts, account),
    ...limitOf(parts, account),
    unfinished: unfinishedScan(parts.stores.redis, account),
    inventories: parts.stores.inventories,
    records: parts.stores.records,
    settings: parts.config.rotation,
    generation: parts.config.accounts.find((one) => one.name === account)?.generation ?? 'auto-refreshing',
    ...(parts.helperVersion === undefined ? {} : { helperVersion: parts.helperVersion }),
    savingMemory,
    storeBlockers: () => redisBlockers(parts.stores.redis, parts.config.redis),
    ownerOf: (name, token) => ownerOfToken(parts.config, name, token).team,
  })

const resolving = ({ config, groups, directory }: Parts) => ({ groups: config.groups, port: groups, directory })

/** Without the fence only in crash tests, which show that it is needed. */
const recordsOf = ({ stores: { stepRecords }, config }: Parts): EngineTools['records'] =>
  config.testWithout === 'fence' ? withoutFence(stepRecords) : stepRecords

export const engineTools = (parts: Parts): EngineTools => ({
  records: recordsOf(parts),
  wakeups: parts.wakeups,
  audit: parts.audit,
  clock: parts.clock,
  ids: parts.ids,
  log: parts.log,
  settings: parts.config.rotation,
  toolsFor: (account) => stepTools(parts, account),
  readinessOf: (record) =>
    readinessOf(
      { resolving: resolving(parts), owners: parts.config.owners, planToolsFor: planToolsFor(parts) },
      record,
    ),
})

const warningTools = ({ stores, config, pager }: Parts): ChatTools['warnings'] => ({
  ledger: stores.ledger,
  subscriptions: stores.subscriptions,
  lookRequests: stores.lookRequests,
  settings: warningSettings(config, [], pager !== undefined),
  ...(pager === undefined ? {} : { pager }),
})

export const chatTools = (parts: Parts): ChatTools => ({
  accounts: parts.config.accounts.map((account) => account.name),
  owners: parts.config.owners,
  policies: parts.config.policies,
  ...(parts.config.admins === undefined ? {} : { admins: parts.config.admins }),
  overridesBy: parts.config.overrides.by,
  fallback: parts.config.fallback,
  breakGlass: parts.config.breakGlass,
  resolving: resolving(parts),
  messengers: parts.messengers,
  records: parts.stores.records,
  outbox: parts.stores.outbox,
  inventories: parts.stores.inventories,
  wakeups: parts.wakeups,
  warnings: warningTools(parts),
  audit: parts.audit,
  clock: parts.clock,
  ids: parts.ids,
  log: parts.log,
  planToolsFor: planToolsFor(parts),
})
