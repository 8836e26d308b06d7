import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program in our place: it has our terminal, gets our signals, and its exit code becomes ours.
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
  child.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`)
    process.exit(127)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
