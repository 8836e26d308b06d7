import { createHash, createHmac } from 'node:crypto'

const hmac = (key: string, data: string): string => createHmac('sha256', key).update(data).digest('base64')

/**
 * The signature that an Authorization header ought to carry, worked out from EdgeGrid's description alone:
 * key = HMAC(secret, timestamp); data = method, https, host, path with query, no headers, hash of at most the first
 * 128 KiB of a POST's body, and the header up to `signature=`, separated by tabs.
 */
export const edgeGridSignature = (facts: {
  readonly authorization: string
  readonly clientSecret: string
  readonly method: string
  readonly host: string
  readonly path: string
  readonly body: Uint8Array
}): string => {
  const unsigned = facts.authorization.slice(0, facts.authorization.indexOf('signature='))
  const timestamp = /timestamp=([^;]+);/.exec(unsigned)?.[1] ?? ''
  const hashed = facts.method === 'POST' && facts.body.length > 0
  const hash = hashed ? createHash('sha256').update(facts.body.subarray(0, 131_072)).digest('base64') : ''
  const data = [facts.method, 'https', facts.host, facts.path, '', hash, unsigned].join('\t')
  return hmac(hmac(facts.clientSecret, timestamp), data)
}
