import type { IncomingMessage } from 'node:http'

const maxBodyBytes = 12 * 1024 * 1024

/** The whole body, or `too-large` as soon as it exceeds the limit. */
export const readBody = async (request: IncomingMessage): Promise<Buffer | 'too-large'> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += part.length
    if (size > maxBodyBytes) return 'too-large'
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}
