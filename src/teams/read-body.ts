import type { IncomingMessage } from 'node:http'

const mostBytes = 1_000_000

/** The body as text; undefined when it is too long. The server bounds the time. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += part.length
    if (size > mostBytes) return undefined
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString()
}
