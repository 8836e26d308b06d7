import { randomUUID } from 'node:crypto'
import { createAkamai } from '../akamai/akamai-accounts.ts'
import type { Config } from '../config/config.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import { createBullWakeups } from '../queue/bull-wakeups.ts'
import { createNudges } from '../queue/nudges.ts'
import { RunningItems } from '../queue/running-items.ts'
import { connectRedis } from '../store/connect.ts'
import { type FileAuditTrail, openFileAuditTrail } from '../store/file-audit-trail.ts'
import { systemClock } from '../system-clock.ts'
import { type Anchoring, anchorDaily } from '../web/anchor-heads.ts'
import { createMetrics, type Metrics } from '../web/metrics.ts'
import { createOutgoing, type Outgoing } from '../web/outgoing.ts'
import { createPagerDuty } from '../web/pagerduty.ts'
import { followClock } from '../web/remote-clock.ts'
import type { AppOptions } from './app-options.ts'
import type { Closers } from './closers.ts'
import { connectChat } from './connect-chat.ts'
import type { Parts } from './core-tools.ts'
import { helperVersionOf } from './helper-version.ts'
import { observeQuota } from './observe-quota.ts'
import { openStores, type Stores } from './open-stores.ts'
import { tellRedisProblems } from './redis-blockers.ts'
import { tellUntold, writeEvents } from './tell-untold.ts'

const openClock = async ({ clockUrl }: Config, log: Log, closers: Closers): Promise<Clock> =>
  clockUrl === undefined ? systemClock : closers.add(await followClock(clockUrl, log), (clock) => clock.close())

/** Steps owe the board several times in a moment, each time the same message; a tenth of a second is at once for people. */
const gatherPostsMs = 100

const openQueues = ({ config, log }: AppOptions, closers: Closers) => {
  const connect = () => closers.add(connectRedis(config.redis, { role: 'blocking' }), (redis) => redis.disconnect())
  const connection = closers.add(connectRedis(config.redis, { role: 'command' }), (redis) => redis.disconnect())
  const running = new RunningItems()
  const nudgesOf = (lane: string, gatherMs = 0) =>
    closers.add(createNudges({ lane, connection, gatherMs }), (queue) => queue.close())
  return {
    connect,
    running,
    wakeups: closers.add(createBullWakeups({ connection, running, log }), (queue) => queue.close()),
    commands: nudgesOf('command'),
    posts: nudgesOf('post', gatherPostsMs),
  }
}

const anchor = (anchoring: Anchoring, closers: Closers): void => {
  const stopping = new AbortController()
  closers.add(anchorDaily(anchoring, stopping.signal), async (running) => {
    stopping.abort()
    await running
  })
}

const openAudit = async ({ config, print }: AppOptions, stores: Stores, clock: Clock, closers: Closers) => {
  const instance = stores.heartbeat.worker
  return closers.add(await openFileAuditTrail({ dir: config.audit.dir, instance, clock, print }), (trail) =>
    trail.close(),
  )
}

interface Around {
  readonly clock: Clock
  readonly stores: Stores
  readonly outgoing: Outgoing
}

const openAkamai = ({ config, accounts, log }: AppOptions, { clock, stores, outgoing }: Around, closers: Closers) => {
  const { baseUrl } = config.akamai
  // No bundle is larger packed than it may be unpacked.
  const { maxUnpacked: maxBundleBytes } = config.bundles
  const http = { dispatcher: outgoing.dispatcher, maxBundleBytes, ...(baseUrl === undefined ? {} : { baseUrl }) }
  const onQuota = observeQuota(() => stores.quota, log)
  return closers.add(createAkamai({ accounts, clock, log, http, onQuota }), (api) => api.close())
}

const pagerOf = ({ pagerDutyRoutingKey: routingKey, pagerDutyEventsUrl: eventsUrl }: Config, outgoing: Outgoing) =>
  routingKey === undefined
    ? {}
    : { pager: createPagerDuty({ routingKey, outgoing, ...(eventsUrl === undefined ? {} : { eventsUrl }) }) }

type TellEvents = ReturnType<typeof writeEvents>

const counted =
  (tell: TellEvents, metrics: Metrics): TellEvents =>
  (...told) => {
    const [events] = told
    for (const { what } of events) metrics.countEvent(what)
    return tell(...told)
  }

/** Opens all that the roles share: clock, queues, stores, the audit trail, Akamai and the chats. */
export const openParts = async (options: AppOptions, closers: Closers) => {
  const { config, log } = options
  const clock = await openClock(config, log, closers)
  const ids = { next: () => randomUUID() }
  const queues = openQueues(options, closers)
  const trail: { audit?: FileAuditTrail } = {}
  const metrics = createMetrics()
  const onEvents = counted(
    writeEvents(() => trail.audit, log),
    metrics,
  )
  const told = { onOwed: () => queues.posts.nudge(), onEvents }
  const stores = closers.add(await openStores(config, clock, ids, told), (all) => all.close())
  await tellRedisProblems(stores.redis, log)
  const outgoing = closers.add(createOutgoing(config.outgoing), (way) => way.close())
  const audit = await openAudit(options, stores, clock, closers)
  trail.audit = audit
  closers.add(tellUntold({ redis: stores.redis, audit, log }), (telling) => telling.close())
  if (config.auditAnchorUrl !== undefined)
    anchor({ url: config.auditAnchorUrl, head: () => audit.head(), outgoing, clock, log }, closers)
  const akamai = openAkamai(options, { clock, stores, outgoing }, closers)
  const chat = await connectChat(config, stores.redis, outgoing, log)
  const helperVersion = helperVersionOf(config.rotation.helperLibrary?.bytes)
  const parts: Parts = {
    config,
    stores,
    akamai,
    ...chat.parts,
    wakeups: queues.wakeups,
    audit,
    clock,
    ids,
    log,
    ...pagerOf(config, outgoing),
    ...(helperVersion === undefined ? {} : { helperVersion }),
  }
  return { parts, queues, outgoing, metrics, slack: chat.slack, teams: chat.teams }
}

export type Opened = Awaited<ReturnType<typeof openParts>>
