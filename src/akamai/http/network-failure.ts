import { AkamaiFailure, type FailureFacts } from '../akamai-failure.ts'
import type { Call } from './call.ts'
import type { Asker } from './status-failure.ts'

interface Lost {
  readonly who: FailureFacts['who']
  readonly why: string
  /** False when the request certainly never left. */
  readonly sent: boolean
}

const unreached: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the host name is not known, check it and the name service',
  EAI_AGAIN: 'the name service does not answer',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  UND_ERR_CONNECT_TIMEOUT: 'the connection took too long',
}

const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/

const proxyStatus = (message: string): number => Number(/Proxy response \((\d{3})\)/.exec(message)?.[1] ?? 0)

const meaningOf = (code: string, message: string): Lost => {
  const known = unreached[code]
  if (known !== undefined) return { who: 'retry', why: known, sent: false }
  const proxy = proxyStatus(message)
  if (proxy > 0)
    return {
      who: proxy >= 500 ? 'retry' : 'operator',
      why: `the proxy answered ${proxy}${proxy >= 500 ? '' : ', an operator must check it'}`,
      sent: false,
    }
  if (untrusted.test(code))
    return {
      who: 'operator',
      why: 'its certificate or TLS is not accepted, an operator must check host, proxy and CA',
      sent: false,
    }
  return { who: 'retry', why: 'the connection was lost', sent: true }
}

const textOf = (value: unknown, key: 'code' | 'message' | 'name'): string => {
  if (typeof value !== 'object' || value === null || !(key in value)) return ''
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'string' ? found : ''
}

/** What happened may be wrapped in a cause; a time limit comes as it is. */
const innermost = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error

const lostOf = (error: unknown, closed: boolean): Lost & { code: string } => {
  const inner = innermost(error)
  const name = textOf(error, 'name')
  if (closed) return { who: 'retry', why: 'this process is stopping', sent: true, code: 'CLOSED' }
  if (name === 'TimeoutError') return { who: 'retry', why: 'no answer in time', sent: true, code: 'TIMEOUT' }
  const code = textOf(inner, 'code')
  return { ...meaningOf(code, textOf(inner, 'message')), code: /^[A-Z_]{2,40}$/.test(code) ? code : 'NETWORK' }
}

/** What a call that got no answer means: the effect may have happened unless the request certainly never left. */
export const networkFailure = (call: Call, asker: Asker, error: unknown, closed: boolean): AkamaiFailure => {
  const { who, why, sent, code } = lostOf(error, closed)
  const maybeDone = call.changes && sent
  const unsure = maybeDone ? '; it may have happened all the same' : ''
  return new AkamaiFailure(`Akamai (account ${asker.account}) gave no answer to "${call.what}": ${why}${unsure}`, {
    who,
    maybeDone,
    code,
  })
}
