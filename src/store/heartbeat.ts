import { setTimeout as wait } from 'node:timers/promises'
import { Beats, type HeartbeatTimes } from './beats.ts'
import type { RedisConnection } from './connect.ts'
import { keys } from './keys.ts'
import { numberOf } from './replies.ts'
import { runScript, script } from './run-script.ts'

export interface HeartbeatOptions {
  readonly redis: RedisConnection
  /** Of this process alone, never used again: a restarted process is another worker. */
  readonly worker: string
  readonly times: HeartbeatTimes
}

/** This worker's sign of life, and what it knows of Redis' own time by that. */
export interface Heartbeat {
  readonly worker: string
  readonly ttlMs: number
  /** True once Redis has answered for `absenceAfterMs` on end: the others had the time to show up. */
  absenceCounts(): boolean
  /**
   * Until when (ms of Redis' own time) a missing heartbeat proves that a worker is gone; 0 when it proves nothing.
   * A script that arrives later, because Redis stood still, must not believe it.
   */
  absenceCountsUntil(): number
  /** Redis' own time now, in ms, as far as known: this process' wall time before its first answer. */
  redisNow(): number
  /** True while the last answer is younger than a heartbeat may be old. */
  isAnswered(): boolean
  /** Removes the sign of life, so that others take over at once what is left. */
  stop(): Promise<void>
}

const beatScript = script(
  'the heartbeat',
  false,
  `redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
local time = redis.call('TIME')
return time[1] * 1000 + math.floor(time[2] / 1000)`,
)

const leaveScript = script('the end of the heartbeat', false, `return redis.call('DEL', KEYS[1])`)

const beat = async ({ redis, worker, times }: HeartbeatOptions, beats: Beats): Promise<void> => {
  try {
    const redisAt = numberOf(await runScript(redis, beatScript, [keys.worker(worker)], [times.heartbeatTtlMs]))
    beats.answered(redisAt, performance.now())
  } catch {
    beats.failed()
  }
}

/** Starts this worker's heartbeat; resolves after the first try, answered or not. */
export const startHeartbeat = async (options: HeartbeatOptions): Promise<Heartbeat> => {
  const beats = new Beats(options.times)
  const lost = (): void => beats.failed()
  options.redis.on('close', lost)
  await beat(options, beats)
  const stopping = new AbortController()
  const beating = (async () => {
    while (!stopping.signal.aborted) {
      await wait(options.times.heartbeatMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) await beat(options, beats)
    }
  })()
  return {
    worker: options.worker,
    ttlMs: options.times.heartbeatTtlMs,
    absenceCounts: () => beats.absenceCounts(performance.now()),
    absenceCountsUntil: () => beats.absenceCountsUntil(performance.now()),
    redisNow: () => beats.redisNow(performance.now()) ?? Date.now(),
    isAnswered: () => beats.isAnswered(performance.now()),
    stop: async () => {
      stopping.abort()
      options.redis.off('close', lost)
      await beating
      await runScript(options.redis, leaveScript, [keys.worker(options.worker)]).catch(() => undefined)
    },
  }
}
