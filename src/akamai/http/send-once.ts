import { type Dispatcher, fetch, type Response } from 'undici'
import { AkamaiFailure } from '../akamai-failure.ts'
import type { BaseUrl } from '../base-url.ts'
import type { Signer } from '../create-signer.ts'
import type { Answer, Call } from './call.ts'
import { networkFailure } from './network-failure.ts'
import { readBytes, TooLarge } from './read-bytes.ts'
import { type Asker, statusFailure } from './status-failure.ts'

/** What one API client needs to talk. */
export interface Line {
  readonly asker: Asker
  readonly base: BaseUrl
  readonly sign: Signer
  readonly accountSwitchKey?: string
  readonly dispatcher: Dispatcher
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal
}

/** More of an error body is never looked at. */
const problemBytes = 64 * 1024

const pathOf = ({ path, query }: Call, accountSwitchKey: string | undefined): string => {
  const all = new URLSearchParams(query)
  if (accountSwitchKey !== undefined) all.set('accountSwitchKey', accountSwitchKey)
  return all.size === 0 ? path : `${path}?${all}`
}

const headersOf = (call: Call, authorization: string, loopback: boolean): Record<string, string> => ({
  authorization,
  accept: call.accept,
  'user-agent': 'edgekv-chatops',
  ...(call.contentType === undefined ? {} : { 'content-type': call.contentType }),
  // A bundle is taken as it lies there; unpacked on the way it would no longer match its checksum.
  ...(call.accept === 'application/gzip' ? { 'accept-encoding': 'identity' } : {}),
  // Tells the sandbox whom to kill in crash tests; never leaves the machine.
  ...(loopback ? { 'x-edgekv-chatops-pid': String(process.pid) } : {}),
})

const send = (line: Line, call: Call, signal: AbortSignal): Promise<Response> => {
  const path = pathOf(call, line.accountSwitchKey)
  const authorization = line.sign({
    method: call.method,
    path,
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.contentType === undefined ? {} : { contentType: call.contentType }),
  })
  return fetch(line.base.origin + path, {
    method: call.method,
    headers: headersOf(call, authorization, line.base.loopback),
    redirect: 'manual',
    dispatcher: line.dispatcher,
    signal,
    ...(call.body === undefined ? {} : { body: call.body }),
  })
}

const tooLarge = (call: Call, asker: Asker): AkamaiFailure =>
  new AkamaiFailure(
    `Akamai (account ${asker.account}) answered more than ${call.maxBytes} bytes to "${call.what}": an operator must raise the limit or check the host`,
    { who: 'operator', maybeDone: call.changes, code: 'TOO_LARGE' },
  )

const readProblemText = async (response: Response): Promise<string> => {
  try {
    return Buffer.from(await readBytes(response.body, problemBytes)).toString('utf8')
  } catch {
    return '' // The status alone decides.
  }
}

/**
 * Sends a call once, freshly signed, within `timeoutMs` for everything up to the body's last byte.
 * Throws an AkamaiFailure for anything but a 2xx answer of at most `maxBytes`.
 */
export const sendOnce = async (
  line: Line,
  call: Call & { readonly maxBytes: number },
  timeoutMs: number,
): Promise<{ readonly answer: Answer } | { readonly failure: AkamaiFailure; readonly headers?: Headers }> => {
  const signal = AbortSignal.any([line.closed, AbortSignal.timeout(timeoutMs)])
  try {
    const response = await send(line, call, signal)
    const { status } = response
    const headers = new Headers([...response.headers])
    if (response.ok) return { answer: { status, headers, bytes: await readBytes(response.body, call.maxBytes) } }
    const body = await readProblemText(response)
    return { failure: statusFailure(call, line.asker, { status, headers, body }, Date.now()), headers }
  } catch (error) {
    if (error instanceof TooLarge) return { failure: tooLarge(call, line.asker) }
    return { failure: networkFailure(call, line.asker, error, line.closed.aborted) }
  }
}
