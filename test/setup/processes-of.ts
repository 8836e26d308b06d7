import { readdirSync, readFileSync } from 'node:fs'
import { isAlive } from './is-alive.ts'

/** A running process and the command line that started it. */
export type RunningProcess = { pid: number; parent: number; command: string }

const read = (pid: string, what: 'environ' | 'cmdline' | 'status'): string[] => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8').split(/[\0\n]/)
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return []
  }
}

const parentOf = (pid: string): number =>
  Number(
    read(pid, 'status')
      .find((line) => line.startsWith('PPid:'))
      ?.slice('PPid:'.length) ?? 0,
  )

/** Every running process that was started with this entry (`NAME=value`) in its environment, or by one that was. Linux only: elsewhere none. */
export const processesOf = (entry: string): RunningProcess[] => {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return pids
    .filter((pid) => read(pid, 'environ').includes(entry) && isAlive(Number(pid)))
    .map((pid) => ({ pid: Number(pid), parent: parentOf(pid), command: read(pid, 'cmdline').join(' ').trim() }))
}
