import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Calls `tell` once when the process that started this one is gone. */
const onOrphaned = (tell) => {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    tell()
  }, 500)
}

/**
 * Runs a program in our place: it has our terminal, gets our signals, and its exit code becomes ours.
 * When npm started us and is killed, the program is told to end: nobody else would.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export const runToEnd = (program, args, env = process.env) => {
  const child = spawn(program, args, { stdio: 'inherit', env })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // At a terminal Ctrl-C reaches the child by itself; a second one would mean "now!".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  if (env.npm_lifecycle_event !== undefined) onOrphaned(() => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`)
    process.exit(127)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
