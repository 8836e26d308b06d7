import { type Dispatcher, request } from 'undici'
import { AkamaiFailure } from '../akamai-failure.ts'
import type { BaseUrl } from '../base-url.ts'
import type { Signer } from '../create-signer.ts'
import type { Answer, Call } from './call.ts'
import { networkFailure } from './network-failure.ts'
import { readBytes, TooLarge } from './read-bytes.ts'
import { type Asker, statusFailure } from './status-failure.ts'
import { within } from './within.ts'

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
  // A bundle is taken as it lies there: unpacked on the way it would no longer match its checksum.
  'accept-encoding': 'identity',
  // Tells the sandbox whom to kill in crash tests; never leaves the machine.
  ...(loopback ? { 'x-edgekv-chatops-pid': String(process.pid) } : {}),
})

/** `request` follows no redirects, and costs a large scan a fraction of what `fetch` does. */
const send = (line: Line, call: Call, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
  const path = pathOf(call, line.accountSwitchKey)
  const authorization = line.sign({
    method: call.method,
    path,
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.contentType === undefined ? {} : { contentType: call.contentType }),
  })
  return request(line.base.origin + path, {
    method: call.method,
    headers: headersOf(call, authorization, line.base.loopback),
    dispatcher: line.dispatcher,
    signal,
    ...(call.body === undefined ? {} : { body: call.body }),
  })
}

const headersIn = ({ headers }: Dispatcher.ResponseData): Headers =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one): [string, string][] =>
        one === undefined ? [] : [[name, one]],
      ),
    ),
  )

const tooLarge = (call: Call, asker: Asker): AkamaiFailure =>
  new AkamaiFailure(
    `Akamai (account ${asker.account}) answered more than ${call.maxBytes} bytes to "${call.what}": an operator must raise the limit or check the host`,
    { who: 'operator', maybeDone: call.changes, code: 'TOO_LARGE' },
  )

const readProblemText = async (response: Dispatcher.ResponseData): Promise<string> => {
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
  try {
    return await within(line.closed, timeoutMs, async (signal) => {
      const response = await send(line, call, signal)
      const status = response.statusCode
      const headers = headersIn(response)
      if (status >= 200 && status < 300)
        return { answer: { status, headers, bytes: await readBytes(response.body, call.maxBytes) } }
      const body = await readProblemText(response)
      return { failure: statusFailure(call, line.asker, { status, headers, body }, Date.now()), headers }
    })
  } catch (error) {
    if (error instanceof TooLarge) return { failure: tooLarge(call, line.asker) }
    return { failure: networkFailure(call, line.asker, error, line.closed.aborted) }
  }
}
