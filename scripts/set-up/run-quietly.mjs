import { spawn } from 'node:child_process'

const kept = 4000

/**
 * Runs a program without input; its output is only kept to explain a failure.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} `output` holds the last 4000 characters
 */
export const runQuietly = (program, args, { timeoutMs = 600_000, ...options } = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, ...options })
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-kept)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }))
  })
