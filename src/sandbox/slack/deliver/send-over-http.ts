import { type Agent, type IncomingMessage, request } from 'node:http'
import { readBody } from '../http/read-body.ts'
import type { Acknowledgement, Delivery, Retry } from './delivery.ts'

const failed = (outcome: Acknowledgement['outcome']): Acknowledgement => ({ status: 0, body: '', outcome })

const read = async (response: IncomingMessage): Promise<Acknowledgement> => {
  const status = response.statusCode ?? 0
  const body = (await readBody(response)) ?? ''
  return { status, body, outcome: status >= 200 && status < 300 ? 'ok' : 'refused' }
}

const retryHeaders = (retry: Retry | undefined): Readonly<Record<string, string>> =>
  retry === undefined ? {} : { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }

/** Posts a delivery to the app and waits for its acknowledgement, at most `timeoutMs`. Never rejects. */
export const sendOverHttp = (
  url: string,
  delivery: Delivery,
  options: { readonly agent: Agent; readonly timeoutMs: number; readonly retry?: Retry },
): Promise<Acknowledgement> =>
  new Promise((resolve) => {
    const headers = { ...delivery.headers, ...retryHeaders(options.retry) }
    const signal = AbortSignal.timeout(options.timeoutMs)
    const fail = () => {
      resolve(failed(signal.aborted ? 'timeout' : 'unreachable'))
    }
    const outgoing = request(url, { method: 'POST', headers, agent: options.agent, signal })
    outgoing.on('error', fail)
    outgoing.on('response', (response) => {
      read(response).then(resolve, fail)
    })
    outgoing.end(delivery.body)
  })
