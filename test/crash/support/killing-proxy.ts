import { createConnection, createServer, type Socket } from 'node:net'

export interface KillingProxy {
  readonly url: string
  /** How many commits Redis has answered as done. */
  readonly commits: number
  /** The so-many-th commit from now on happens, its answer never arrives, and `kill` is called at that moment. */
  killAt(commit: number, kill: () => void): void
  close(): Promise<void>
}

/** What the commit script answers when all of it happened. A record that is loaded holds its last answers inside of a longer text. */
const done = /\$\d+\r\n\{[^\r\n]*"kind":"ok"/g

/** One worker's way to Redis, which sees its commits. */
export const startKillingProxy = async (redisPort: number): Promise<KillingProxy> => {
  const sockets = new Set<Socket>()
  let commits = 0
  let fatal: { readonly at: number; readonly kill: () => void } | undefined
  const server = createServer((client) => {
    const upstream = createConnection(redisPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('data', (data) => upstream.write(data))
    upstream.on('data', (data) => {
      commits += data.toString('latin1').match(done)?.length ?? 0
      if (fatal === undefined || commits < fatal.at) return void client.write(data)
      fatal.kill()
      fatal = undefined
      for (const socket of sockets) socket.destroy()
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const own = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `redis://127.0.0.1:${own}`,
    get commits() {
      return commits
    },
    killAt: (commit, kill) => {
      fatal = { at: commits + commit, kill }
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
