import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the program as a user would; ends when it ends. */
export const runCli = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const texts = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      texts.out += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      texts.err += String(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
