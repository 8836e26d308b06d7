import { setFlagsFromString } from 'node:v8'

/** Before that little garbage can have been made, and a short look need not be slowed down. */
const soonMs = 15

let running = 0

const begin = (): void => {
  running += 1
  if (running === 1) setFlagsFromString('--optimize-for-size')
}

const end = (): void => {
  running -= 1
  if (running === 0) setFlagsFromString('--no-optimize-for-size')
}

/**
 * Runs `work` while V8 collects garbage early rather than growing: a scan makes much of it and keeps little, and would
 * otherwise leave the process twice as large for good. Measured by `npm run bench -- scan`.
 */
export const savingMemory = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  let isLong = false
  const soon = setTimeout(() => {
    isLong = true
    begin()
  }, soonMs)
  try {
    return await work()
  } finally {
    clearTimeout(soon)
    if (isLong) end()
  }
}
