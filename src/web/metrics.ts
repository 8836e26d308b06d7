import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Route } from './route.ts'

/** A token as `/metrics` shows it; `daysLeft` is absent for one that refreshes itself. */
export interface TokenFigures {
  readonly token: string
  readonly daysLeft?: number
  readonly usages: number
}

/** The figures of this process. Setting one again replaces it. */
export interface Metrics {
  setQueue(queue: string, jobs: Readonly<Record<string, number>>): void
  setOwedMessages(count: number): void
  setRecords(byState: Readonly<Record<string, number>>): void
  /** All tokens of an account; those that are gone disappear. */
  setTokens(account: string, tokens: readonly TokenFigures[]): void
  setLastScan(account: string, atMs: number, nowMs: number): void
  /** Warnings of an account that were due by now and are not told yet. */
  setOwedWarnings(account: string, count: number): void
  /** What somebody did: a verb, `click`, `form` or `home`. */
  countCommand(platform: string, verb: string): void
  /** Something that went into the audit trail, by its verb. */
  countEvent(what: string): void
  /** From a delivery's head to the end of its answer. */
  observeAck(seconds: number): void
  /** Awaited before each answer of the route: brings figures up to date that cost something. Must not throw. */
  onShow(work: () => Promise<void>): void
  readonly route: Route
}

const gauge = (registry: Registry, name: string, help: string, labelNames: readonly string[]): Gauge =>
  new Gauge({ name: `edgekv_chatops_${name}`, help, labelNames: [...labelNames], registers: [registry] })

const counter = (registry: Registry, name: string, help: string, labelNames: readonly string[]): Counter =>
  new Counter({ name: `edgekv_chatops_${name}`, help, labelNames: [...labelNames], registers: [registry] })

const setAll = (one: Gauge, label: string, values: Readonly<Record<string, number>>): void => {
  one.reset()
  for (const [name, value] of Object.entries(values)) one.set({ [label]: name }, value)
}

const tokenSetter = (registry: Registry): Metrics['setTokens'] => {
  const labels = ['account', 'token'] as const
  const days = gauge(registry, 'token_days_left', 'Days until the token dies; none for tokens that refresh.', labels)
  const usages = gauge(registry, 'token_usages', 'Active places that use the token.', labels)
  const shown = new Map<string, readonly string[]>()
  return (account, tokens) => {
    for (const token of shown.get(account) ?? []) {
      days.remove({ account, token })
      usages.remove({ account, token })
    }
    for (const { token, daysLeft, usages: used } of tokens) {
      if (daysLeft !== undefined) days.set({ account, token }, daysLeft)
      usages.set({ account, token }, used)
    }
    shown.set(
      account,
      tokens.map(({ token }) => token),
    )
  }
}

const dayMs = 86_400_000

const scanSetter = (registry: Registry): Metrics['setLastScan'] => {
  const labels = ['account'] as const
  const last = gauge(registry, 'last_scan_timestamp_seconds', 'When the account was last scanned whole.', labels)
  const age = gauge(registry, 'last_scan_age_days', 'Days since the account was last scanned whole.', labels)
  return (account, atMs, nowMs) => {
    last.set({ account }, atMs / 1_000)
    age.set({ account }, Math.max(0, nowMs - atMs) / dayMs)
  }
}

const metricsRoute = (registry: Registry, refresh: () => Promise<void>): Route => ({
  path: '/metrics',
  methods: ['GET'],
  maxBody: 0,
  handle: async (_, response) => {
    await refresh()
    const text = await registry.metrics()
    response.writeHead(200, { 'content-type': registry.contentType })
    response.end(text)
  },
})

const ackBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3]

/** A registry of its own with the process figures in it, and the route that shows it. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const queue = gauge(registry, 'queue_jobs', 'Jobs by queue and state.', ['queue', 'state'])
  const owed = gauge(registry, 'messages_owed', 'Messages that were decided on and not delivered yet.', [])
  const records = gauge(registry, 'records', 'Records that have not ended, by state.', ['state'])
  const warnings = gauge(registry, 'warnings_owed', 'Warnings that are due and not told yet.', ['account'])
  const commands = counter(registry, 'commands_total', 'Commands by platform and verb.', ['platform', 'verb'])
  const events = counter(registry, 'events_total', 'Events that this process committed, by verb.', ['what'])
  const ack = new Histogram({
    name: 'edgekv_chatops_ack_seconds',
    help: 'From a delivery to its acknowledgement.',
    buckets: ackBuckets,
    registers: [registry],
  })
  let refresh = async (): Promise<void> => {}
  return {
    setQueue: (name, jobs) => {
      for (const [state, count] of Object.entries(jobs)) queue.set({ queue: name, state }, count)
    },
    setOwedMessages: (count) => owed.set(count),
    setRecords: (byState) => setAll(records, 'state', byState),
    setTokens: tokenSetter(registry),
    setLastScan: scanSetter(registry),
    setOwedWarnings: (account, count) => warnings.set({ account }, count),
    countCommand: (platform, verb) => commands.inc({ platform, verb }),
    countEvent: (what) => events.inc({ what }),
    observeAck: (seconds) => ack.observe(seconds),
    onShow: (work) => {
      refresh = work
    },
    route: metricsRoute(registry, () => refresh()),
  }
}
