import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../src/sandbox/redis/free-port.ts'

const program = fileURLToPath(new URL('./bare-bolt.ts', import.meta.url))

export interface BareBolt {
  readonly url: string
  stop(): Promise<void>
}

/** A Bolt app with an empty handler, as a process of its own. */
export const startBareBolt = async (signingSecret: string): Promise<BareBolt> => {
  const port = await freePort()
  const child = spawn(process.execPath, [program, signingSecret, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
