import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of its own with this environment creates a token; what it prints and how it ends. */
export const runOneCall = async (url: string, env: Record<string, string>) => {
  const script = fileURLToPath(new URL('./one-call.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url], { env: { PATH: process.env['PATH'], ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk
    })
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, output }
}
