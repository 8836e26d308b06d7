import { setTimeout as sleep } from 'node:timers/promises'

/** Waits on wall time, not at all once aborted. */
export const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => {})
}

/** What `work` gives, or undefined once `ms` have passed. `work` goes on; its late failure is nobody's surprise. */
export const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms)
    const done = (): void => clearTimeout(timer)
    work.then(resolve, reject).then(done, done)
  })
