import type { IncomingMessage } from 'node:http'

const maxBody = 2_000_000

/** The whole body as text, or undefined when it is longer than anything that Slack takes. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > maxBody) return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}
