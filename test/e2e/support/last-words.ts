import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Dies, told by a signal, of an error that holds everything that an SDK's may: a message, headers, a body. */
const dying = (kind: 'thrown' | 'rejected'): string => `
  const error = new Error('refused: ' + process.env.CANARY)
  error.config = { headers: { 'X-Akamai-EdgeDB-Auth': process.env.CANARY }, data: Buffer.from(process.env.CANARY) }
  error.cause = new Error(process.env.CANARY)
  process.on('SIGUSR2', () => { ${kind === 'thrown' ? 'throw error' : 'Promise.reject(error)'} })`

/** All that a Node process writes which dies so once it has said that it is ready. */
export const lastWords = async (
  kind: 'thrown' | 'rejected',
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Buffer> => {
  const preload = `data:text/javascript,${encodeURIComponent(dying(kind))}`
  const child = spawn(process.execPath, ['--import', preload, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const words: Buffer[] = []
  let isTold = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words.push(chunk)
      if (isTold || !Buffer.concat(words).includes('ready')) return
      isTold = true
      child.kill('SIGUSR2')
    })
  }
  await once(child, 'close')
  return Buffer.concat(words)
}
