import { setFlagsFromString } from 'node:v8'

let running = 0

/**
 * Runs `work` while V8 collects garbage early rather than growing: a scan makes much of it and keeps little, and would
 * otherwise leave the process twice as large for good. Measured by `npm run bench -- scan`.
 */
export const savingMemory = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  running += 1
  if (running === 1) setFlagsFromString('--optimize-for-size')
  try {
    return await work()
  } finally {
    running -= 1
    if (running === 0) setFlagsFromString('--no-optimize-for-size')
  }
}
