import { createConnection, createServer, type Socket } from 'node:net'

export interface ReplyProxy {
  readonly url: string
  /** What the server answers next is lost, and so is the connection; the command itself arrives. */
  dropNextReply(): void
  /** From now on nothing passes in either direction, and connections stay open. */
  freeze(): void
  close(): Promise<void>
}

/** A way to Redis that loses answers. */
export const startProxy = async (port: number): Promise<ReplyProxy> => {
  const sockets = new Set<Socket>()
  let drops = false
  let frozen = false
  const server = createServer((client) => {
    const upstream = createConnection(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('data', (data) => frozen || upstream.write(data))
    upstream.on('data', (data) => {
      if (!drops && !frozen) client.write(data)
      if (!drops) return
      drops = false
      client.destroy()
      upstream.destroy()
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const own = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `redis://127.0.0.1:${own}`,
    dropNextReply: () => {
      drops = true
    },
    freeze: () => {
      frozen = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
