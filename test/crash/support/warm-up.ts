import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const app = new URL('../../../src/app.ts', import.meta.url)

/** Fills Node's compile cache in `folder`: a worker that is killed never writes it, so each would compile everything anew. */
export const warmUp = async (folder: string): Promise<void> => {
  const code = `await import(${JSON.stringify(app.href)}); await import(${JSON.stringify(new URL('./cli/start.ts', app).href)}); process.exit(0)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: folder },
    cwd: fileURLToPath(new URL('.', app)),
    stdio: 'ignore',
  })
  await once(child, 'exit')
}
