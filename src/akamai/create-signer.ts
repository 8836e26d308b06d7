import './without-edgegrid-logging.ts'

import EdgeGrid from 'akamai-edgegrid'
import { z } from 'zod'
import type { Credential } from './credentials/credential.ts'

interface SignableRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path and query, as they are sent. */
  readonly path: string
  readonly body?: string | Uint8Array
  readonly contentType?: string
}

/** The Authorization header for one request, with a fresh nonce and timestamp (wall time) each time. */
export type Signer = (request: SignableRequest) => string

const signed = z.object({ headers: z.object({ Authorization: z.string() }) })

/** Its typings do not know `enableLogging`. */
const silence = (edgeGrid: object): void => {
  if ('enableLogging' in edgeGrid && typeof edgeGrid.enableLogging === 'function') edgeGrid.enableLogging(false)
}

/**
 * One EdgeGrid per credential: each construction leaves global interceptors behind. `auth()` is synchronous and keeps
 * its result on the instance, so it is read before anything else can run.
 */
export const createSigner = (credential: Credential, signedHost: string): Signer => {
  const edgeGrid = new EdgeGrid(
    credential.clientToken.reveal(),
    credential.clientSecret.reveal(),
    credential.accessToken.reveal(),
    `https://${signedHost}`,
  )
  silence(edgeGrid)
  return ({ method, path, body, contentType }) => {
    const headers = contentType === undefined ? {} : { 'Content-Type': contentType }
    edgeGrid.auth({ method, path, headers, ...(body === undefined ? {} : { body }) })
    const header = signed.parse(edgeGrid.request).headers.Authorization
    edgeGrid.request = {}
    return header
  }
}
