import { getCACertificates } from 'node:tls'
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'

/** Enough for a scan of many EdgeWorkers side by side; more would only queue at Akamai's limits. */
const connections = 32

const connectTimeoutMs = 10_000

export interface Outgoing {
  readonly httpsProxy?: string
  /** Hosts that are reached directly, separated by commas; `*` for all. Loopback always is. */
  readonly noProxy?: string
  /** PEM text of authorities to trust beside the usual ones. */
  readonly extraCa?: string
}

/** Keep-alive connections for Akamai, through the proxy where one is given. Does not read the environment. */
export const createDispatcher = ({ httpsProxy, noProxy = '', extraCa }: Outgoing = {}): Dispatcher => {
  const trust = extraCa === undefined ? {} : { ca: [...getCACertificates('default'), extraCa] }
  const connect = { ...trust, timeout: connectTimeoutMs }
  if (httpsProxy === undefined || noProxy.trim() === '*') return new Agent({ connections, connect })
  return new EnvHttpProxyAgent({
    connections,
    connect,
    requestTls: trust,
    proxyTls: trust,
    // Empty and not absent: absent would make it read the environment.
    httpProxy: '',
    httpsProxy,
    noProxy: `${noProxy},localhost,127.0.0.1,[::1]`,
  })
}
