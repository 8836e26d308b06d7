import { randomBytes } from 'node:crypto'
import { type Answer, problem } from '../http/answer.ts'

export interface GatewayRequest {
  readonly method: string
  readonly url: string
}

const texts = {
  'pep-authn/deny': { status: 401, title: 'Not authorized' },
  'pep-authz/deny': { status: 403, title: 'Forbidden' },
  'resource-impl/forward-origin-error': { status: 500, title: 'Server Error' },
} as const

/** The error shape of the gateway in front of the APIs: other fields than the APIs' own errors, no errorCode. */
export const gatewayProblem = (
  kind: keyof typeof texts,
  request: GatewayRequest,
  detail?: string,
  status: number = texts[kind].status,
): Answer =>
  problem(status, {
    type: `https://problems.luna.akamaiapis.net/-/${kind}`,
    title: texts[kind].title,
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: request.url,
    ...(kind === 'pep-authz/deny' ? { authzRealm: 'sandbox.realm' } : {}),
    method: request.method,
    serverIp: '127.0.0.1',
    clientIp: '127.0.0.1',
    requestId: randomBytes(4).toString('hex'),
    requestTime: `${new Date().toISOString().slice(0, 19)}Z`,
  })
