import { createHash, createHmac, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts'

/** What a test sends; `tamper` changes the signed header or its parts. */
export interface Sent {
  readonly method?: string
  readonly path: string
  readonly body?: Uint8Array | string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly section?: string
  readonly nonce?: string
  readonly timestampMs?: number
  readonly secret?: string
  /** Signed instead of the body. */
  readonly signedBody?: string
}

export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown
}

/** A client of the test's own: EdgeGrid by hand, a connection per call. */
export interface AkamaiCaller {
  send(sent: Sent): Promise<Received>
  get(path: string): Promise<Received>
  post(path: string, body: unknown): Promise<Received>
  delete(path: string): Promise<Received>
  upload(path: string, bytes: Uint8Array): Promise<Received>
}

export const akamaiCaller = async (sandbox: Pick<Sandbox, 'akamai'>): Promise<AkamaiCaller> => {
  const sections = readSections(await readFile(sandbox.akamai.edgerc, 'utf8'))
  const { caFile } = sandbox.akamai
  const ca = caFile === undefined ? undefined : await readFile(caFile, 'utf8')
  const send = (sent: Sent): Promise<Received> => sendSigned(sandbox.akamai.url, sections, sent, ca)
  return {
    send,
    get: (path) => send({ path }),
    post: (path, body) => send({ method: 'POST', path, body: JSON.stringify(body), type: 'application/json' }),
    delete: (path) => send({ method: 'DELETE', path }),
    upload: (path, bytes) => send({ method: 'POST', path, body: bytes, type: 'application/gzip' }),
  }
}

type Section = Readonly<Record<string, string>>

const readSections = (text: string): Map<string, Section> =>
  new Map(
    text.split(/^\[/m).flatMap((part) => {
      const [name, body] = part.split(']\n')
      if (name === undefined || body === undefined) return []
      const pairs = body.split('\n').map((line) => line.split(/ = (.*)/).slice(0, 2))
      return [[name, Object.fromEntries(pairs.filter((pair) => pair.length === 2))] as const]
    }),
  )

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64')

const authorizationOf = (section: Section, sent: Sent, body: Uint8Array, host: string): string => {
  const stamp = new Date(sent.timestampMs ?? Date.now()).toISOString().replaceAll(/[-]|\.\d+Z/g, '')
  const fields = [
    `client_token=${section['client_token']}`,
    `access_token=${section['access_token']}`,
    `timestamp=${stamp}+0000`,
    `nonce=${sent.nonce ?? randomUUID()}`,
  ]
  const unsigned = `EG1-HMAC-SHA256 ${fields.join(';')};`
  const method = sent.method ?? 'GET'
  const hash =
    method === 'POST' && body.length > 0 ? createHash('sha256').update(body.subarray(0, 131_072)).digest('base64') : ''
  const key = hmac(sent.secret ?? section['client_secret'] ?? '', `${stamp}+0000`)
  return `${unsigned}signature=${hmac(key, [method, 'https', host, sent.path, '', hash, unsigned].join('\t'))}`
}

const sendSigned = (
  base: string,
  sections: Map<string, Section>,
  sent: Sent,
  ca: string | undefined,
): Promise<Received> => {
  const url = new URL(base)
  const body = Buffer.from(sent.body ?? '')
  const authorization = authorizationOf(
    sections.get(sent.section ?? 'default') ?? {},
    sent,
    Buffer.from(sent.signedBody ?? body),
    url.host,
  )
  const headers = {
    authorization,
    'content-length': String(body.length),
    ...(sent.type === undefined ? {} : { 'content-type': sent.type }),
    ...sent.headers,
  }
  const ask = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = { method: sent.method ?? 'GET', headers, ...(ca === undefined ? {} : { ca }) }
    const request = ask(`${url.origin}${sent.path}`, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, json: parse(bytes) })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
