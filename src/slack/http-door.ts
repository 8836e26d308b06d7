import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { parse as parseForm } from 'node:querystring'

/** What is refused before a signature is even computed. */
type Refusal = 400 | 401 | 405 | 408 | 413 | 415

const mostBytes = 1_000_000
const readMs = 3_000
const skewSeconds = 300

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

const mediaType = (req: IncomingMessage): string => (req.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''

/** Bolt refuses old timestamps only; one from the future would stay good for as long as it lies ahead. */
const isTimely = (header: string | string[] | undefined, now: number): boolean =>
  typeof header === 'string' && /^\d{1,12}$/.test(header) && Math.abs(now / 1_000 - Number(header)) <= skewSeconds

/** Bolt reads up to the second `=` only: what went on after the digest would make a replay look like something new. */
const isSignature = (header: string | string[] | undefined): boolean =>
  typeof header === 'string' && /^v0=[0-9a-f]{64}$/.test(header)

const isFresh = ({ headers }: IncomingMessage, now: number): boolean =>
  isTimely(headers['x-slack-request-timestamp'], now) && isSignature(headers['x-slack-signature'])

const refusedByHead = (req: IncomingMessage): Refusal | undefined => {
  if (req.method !== 'POST') return 405
  if (mediaType(req) !== form && mediaType(req) !== json) return 415
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) return 413
  return undefined
}

const readBody = (req: IncomingMessage): Promise<Buffer | 413> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > mostBytes) resolve(413)
      else chunks.push(chunk)
    })
    req.once('end', () => resolve(Buffer.concat(chunks)))
    req.once('error', reject)
  })

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Bolt expects an object and would fall over anything else, signed or not. */
const isReadable = (type: string, text: string): boolean => {
  if (type === json) return isObject(text)
  const { payload } = parseForm(text)
  return payload === undefined || (typeof payload === 'string' && isObject(payload))
}

const isSslCheck = (type: string, text: string): boolean => type === form && parseForm(text)['ssl_check'] === '1'

const end = (req: IncomingMessage, res: ServerResponse, status: Refusal): void => {
  if (!res.headersSent) res.writeHead(status, { connection: 'close' }).end(() => req.destroy())
}

const letIn = async (req: IncomingMessage, now: number): Promise<Refusal | Buffer> => {
  const refused = refusedByHead(req)
  if (refused !== undefined) return refused
  const body = await readBody(req)
  if (body === 413) return 413
  const text = body.toString()
  if (!isReadable(mediaType(req), text)) return 400
  if (!isSslCheck(mediaType(req), text) && !isFresh(req, now)) return 401
  return body
}

/**
 * Stands before Bolt on our own HTTP server: bounded size and time, timestamps of the last and next five minutes only,
 * signatures of one spelling, bodies that are objects. What passes has its body read (`rawBody`, as Bolt takes it) and is verified by Bolt.
 */
export const createHttpDoor =
  (bolt: RequestListener) =>
  async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const timer = setTimeout(() => end(req, res, 408), readMs)
    try {
      const rawBody = await letIn(req, Date.now())
      if (res.headersSent) return
      if (typeof rawBody === 'number') return end(req, res, rawBody)
      req.headers['content-type'] = mediaType(req)
      bolt(Object.assign(req, { rawBody }), res)
    } catch {
      end(req, res, 400)
    } finally {
      clearTimeout(timer)
    }
  }
