import { readFileSync } from 'node:fs'

/** Whether this process runs: one that has ended and whose parent has not asked yet does not. */
export const isAlive = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
