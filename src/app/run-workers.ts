import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import { deliver } from '../core/chat/deliver.ts'
import { handleInbound } from '../core/chat/handle-inbound.ts'
import type { Inbound } from '../core/chat/inbound.ts'
import { createEngine } from '../core/rotation/engine.ts'
import type { EngineTools } from '../core/rotation/engine-tools.ts'
import { type Lane, startLane } from '../queue/lane.ts'
import type { Nudges } from '../queue/nudges.ts'
import { type Reconciler, startReconciler } from '../queue/reconciler.ts'
import type { RunningItems } from '../queue/running-items.ts'
import { startStepWorkers } from '../queue/step-workers.ts'
import type { RedisConnection } from '../store/connect.ts'
import type { Metrics } from '../web/metrics.ts'
import type { Stores } from './open-stores.ts'

export interface WorkerParts {
  readonly config: Config
  readonly stores: Stores
  readonly engine: EngineTools
  readonly chat: ChatTools
  readonly metrics: Pick<Metrics, 'countCommand'>
  readonly running: RunningItems
  readonly commands: Nudges
  readonly posts: Nudges
  /** A connection that waits for ever, of its own for each queue. */
  connect(): RedisConnection
}

const concurrency = { steps: 8, commands: 8, posts: 4 } as const
/** A command or message whose worker died comes back after this. Wall time. */
const leaseMs = 30_000
/** SIGTERM leaves 20 s in all. */
const closeMs = 8_000

const repair = ({ config, engine }: WorkerParts): Reconciler | undefined => {
  const { log, clock, records, wakeups } = engine
  const everyMs = config.workerTimes.reconcileMs
  return config.testWithout === 'reconciler' ? undefined : startReconciler({ records, wakeups, clock, log, everyMs })
}

/** A verb of the grammar, or how else it came; never what somebody typed. */
const verbOf = (inbound: Inbound): string => {
  if (inbound.kind !== 'command') return inbound.kind
  return inbound.parsed.ok ? inbound.parsed.command.verb : 'not understood'
}

/** Commands that were saved, and messages that are owed. */
const startLanes = ({
  config,
  stores,
  engine: { log },
  chat,
  metrics,
  connect,
  ...nudges
}: WorkerParts): readonly Lane[] => {
  const times = config.workerTimes
  const shared = { times, everyMs: times.reconcileMs, log }
  const commands = startLane({
    ...shared,
    name: 'command',
    connection: connect(),
    concurrency: concurrency.commands,
    take: (limit) => stores.inbox.take(limit, leaseMs),
    keyOf: (taken) => taken.id,
    run: async (taken) => {
      metrics.countCommand(taken.inbound.sender.platform, verbOf(taken.inbound))
      await handleInbound(chat, taken.inbound)
      await stores.inbox.finish(taken.id)
    },
  })
  const posts = startLane({
    ...shared,
    name: 'post',
    connection: connect(),
    concurrency: concurrency.posts,
    take: (limit) => stores.outbox.take(limit, leaseMs),
    keyOf: (message) => message.key,
    run: (message) => deliver(chat, message),
  })
  nudges.commands.serve(() => commands.look())
  nudges.posts.serve(() => posts.look())
  return [commands, posts]
}

/** The worker role: steps, commands and posts, and the reconciler that repairs whatever wake-up was lost. */
export const runWorkers = (parts: WorkerParts): { close(): Promise<void> } => {
  const { config, engine, running, connect } = parts
  const { handle } = createEngine(engine)
  const shared = { times: config.workerTimes, log: engine.log }
  const steps = startStepWorkers({ ...shared, running, handle, connection: connect(), concurrency: concurrency.steps })
  const lanes = startLanes(parts)
  const reconciler = repair(parts)
  return {
    close: async () => {
      await reconciler?.close()
      await Promise.all([steps, ...lanes].map((one) => one.close(closeMs)))
    },
  }
}
