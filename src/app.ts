import { randomUUID } from 'node:crypto'
import { type AccountAccess, createAkamai } from './akamai/akamai-accounts.ts'
import { connectChat } from './app/connect-chat.ts'
import { chatTools, engineTools, type Parts } from './app/core-tools.ts'
import { helperVersionOf } from './app/helper-version.ts'
import { observeQuota } from './app/observe-quota.ts'
import { openStores, type Stores } from './app/open-stores.ts'
import { readinessChecks } from './app/readiness-checks.ts'
import { tellRedisProblems } from './app/redis-blockers.ts'
import { runWorkers } from './app/run-workers.ts'
import { scanAccounts } from './app/scan-accounts.ts'
import { showFigures } from './app/show-figures.ts'
import { tellUntold, writeEvents } from './app/tell-untold.ts'
import type { Config } from './config/config.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Log } from './core/ports/log.ts'
import { createBullWakeups } from './queue/bull-wakeups.ts'
import { createNudges } from './queue/nudges.ts'
import { RunningItems } from './queue/running-items.ts'
import { connectRedis } from './store/connect.ts'
import { type FileAuditTrail, openFileAuditTrail } from './store/file-audit-trail.ts'
import { systemClock } from './system-clock.ts'
import { type Anchoring, anchorDaily } from './web/anchor-heads.ts'
import { healthRoutes } from './web/health-routes.ts'
import { startHttpServer } from './web/http-server.ts'
import { createMetrics } from './web/metrics.ts'
import { createOutgoing, type Outgoing } from './web/outgoing.ts'
import { followClock } from './web/remote-clock.ts'

export const roles = ['chat', 'worker', 'watch'] as const
export type Role = (typeof roles)[number]

export interface AppOptions {
  readonly config: Config
  readonly accounts: readonly AccountAccess[]
  /** What this process does; all of it by default. */
  readonly roles: readonly Role[]
  readonly log: Log
}

export interface App {
  readonly port: number
  close(): Promise<void>
}

/** Things to let go of, last first; one that fails does not keep the others. */
class Closers {
  readonly #steps: (() => Promise<unknown> | unknown)[] = []

  add<Thing>(thing: Thing, close: (thing: Thing) => Promise<unknown> | unknown): Thing {
    this.#steps.push(() => close(thing))
    return thing
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await Promise.resolve(step()).catch(() => undefined)
  }
}

const openClock = async ({ clockUrl }: Config, log: Log, closers: Closers): Promise<Clock> =>
  clockUrl === undefined ? systemClock : closers.add(await followClock(clockUrl, log), (clock) => clock.close())

const openQueues = ({ config, log }: AppOptions, closers: Closers) => {
  const connect = () => closers.add(connectRedis(config.redis, { role: 'blocking' }), (redis) => redis.disconnect())
  const connection = closers.add(connectRedis(config.redis, { role: 'command' }), (redis) => redis.disconnect())
  const running = new RunningItems()
  const nudgesOf = (name: string) => closers.add(createNudges(name, connection), (queue) => queue.close())
  return {
    connect,
    running,
    wakeups: closers.add(createBullWakeups({ connection, running, log }), (queue) => queue.close()),
    commands: nudgesOf('command'),
    posts: nudgesOf('post'),
  }
}

const anchor = (anchoring: Anchoring, closers: Closers): void => {
  const stopping = new AbortController()
  closers.add(anchorDaily(anchoring, stopping.signal), async (running) => {
    stopping.abort()
    await running
  })
}

const openAudit = async ({ audit }: Config, stores: Stores, clock: Clock, closers: Closers) => {
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  const instance = stores.heartbeat.worker
  return closers.add(await openFileAuditTrail({ dir: audit.dir, instance, clock, print }), (trail) => trail.close())
}

interface Around {
  readonly clock: Clock
  readonly stores: Stores
  readonly outgoing: Outgoing
}

const openAkamai = ({ config, accounts, log }: AppOptions, { clock, stores, outgoing }: Around, closers: Closers) => {
  const { baseUrl } = config.akamai
  const http = { dispatcher: outgoing.dispatcher, ...(baseUrl === undefined ? {} : { baseUrl }) }
  const onQuota = observeQuota(() => stores.quota, log)
  return closers.add(createAkamai({ accounts, clock, log, http, onQuota }), (api) => api.close())
}

const openParts = async (options: AppOptions, closers: Closers) => {
  const { config, log } = options
  const clock = await openClock(config, log, closers)
  const ids = { next: () => randomUUID() }
  const queues = openQueues(options, closers)
  const trail: { audit?: FileAuditTrail } = {}
  const told = { onOwed: () => queues.posts.nudge(), onEvents: writeEvents(() => trail.audit, log) }
  const stores = closers.add(await openStores(config, clock, ids, told), (all) => all.close())
  await tellRedisProblems(stores.redis, log)
  const outgoing = closers.add(createOutgoing(config.outgoing), (way) => way.close())
  const audit = await openAudit(config, stores, clock, closers)
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
    ...(helperVersion === undefined ? {} : { helperVersion }),
  }
  return { parts, queues, slack: chat.slack, teams: chat.teams }
}

type Opened = Awaited<ReturnType<typeof openParts>>

const work = ({ parts, queues }: Opened, closers: Closers): void => {
  const { config, stores } = parts
  const workers = { config, stores, engine: engineTools(parts), chat: chatTools(parts), ...queues }
  closers.add(runWorkers(workers), (running) => running.close())
}

const watch = ({ parts }: Opened, closers: Closers): void => {
  const stopping = new AbortController()
  const { config, stores, clock, log } = parts
  const watching = scanAccounts({ config, chat: chatTools(parts), lease: stores.lease, clock, log }, stopping.signal)
  closers.add(watching, async (running) => {
    stopping.abort()
    await running
  })
}

const serve = async (
  { parts, queues, slack, teams }: Opened,
  { roles: asked }: AppOptions,
  closers: Closers,
): Promise<App['port']> => {
  const { config, stores, log } = parts
  const inbound = asked.includes('chat') ? await slack?.listen(stores.inbox, () => queues.commands.nudge()) : undefined
  if (inbound !== undefined) closers.add(inbound, (app) => app.stop())
  const metrics = createMetrics()
  closers.add(showFigures(metrics, parts), (shown) => shown.close())
  const checks = readinessChecks(stores, inbound)
  const { handler } = inbound ?? {}
  const teamsHandler = asked.includes('chat') ? teams?.listen(stores.inbox, () => queues.commands.nudge()) : undefined
  const server = await startHttpServer({
    port: config.http.port,
    log,
    routes: [
      ...healthRoutes(checks),
      metrics.route,
      ...(handler === undefined
        ? []
        : [{ path: '/slack/events', methods: ['POST'], maxBody: 1_000_000, handle: handler }]),
      ...(teamsHandler === undefined
        ? []
        : [{ path: '/api/messages', methods: ['POST'], maxBody: 1_000_000, handle: teamsHandler }]),
    ],
    ...(config.http.host === undefined ? {} : { host: config.http.host }),
  })
  closers.add(server, (one) => one.close())
  return server.port
}

/** The one place that knows everyone: clients, services, and what this process does. Throws in one sentence when it cannot start. */
export const startApp = async (options: AppOptions): Promise<App> => {
  const closers = new Closers()
  try {
    const opened = await openParts(options, closers)
    const { audit, config } = opened.parts
    await audit.append([
      { what: 'config.loaded', actor: { kind: 'bot' }, facts: { hash: config.hash, roles: options.roles } },
    ])
    if (options.roles.includes('worker')) work(opened, closers)
    if (options.roles.includes('watch')) watch(opened, closers)
    const port = await serve(opened, options, closers)
    return { port, close: () => closers.close() }
  } catch (error) {
    await closers.close()
    throw error
  }
}
