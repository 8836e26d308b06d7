import { type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { Secret } from '../core/token/secret.ts'

export interface OutgoingOptions {
  readonly httpsProxy?: Secret
  readonly noProxy?: string
}

/** The one way out for every connection to somebody else. */
export interface Outgoing {
  readonly dispatcher: Dispatcher
  /** The platform's `fetch` through the dispatcher. */
  readonly fetch: typeof fetch
  close(): Promise<void>
}

const loopback = ['localhost', '127.0.0.1', '[::1]', '::1']

/**
 * Keep-alive connections through HTTPS_PROXY, NO_PROXY and loopback apart. Certificates of NODE_EXTRA_CA_CERTS are trusted
 * by Node itself, in every connection of the process. Nothing is read from the environment here.
 */
export const createOutgoing = ({ httpsProxy, noProxy }: OutgoingOptions): Outgoing => {
  const dispatcher = new EnvHttpProxyAgent({
    // Empty texts, or the agent would look into the environment by itself.
    httpProxy: '',
    httpsProxy: httpsProxy?.reveal() ?? '',
    noProxy: [...loopback, ...(noProxy === undefined ? [] : [noProxy])].join(','),
    keepAliveTimeout: 30_000,
    connect: { timeout: 10_000 },
  })
  return {
    dispatcher,
    fetch: (input, init) => fetch(input, Object.assign({}, init, { dispatcher })),
    close: () => dispatcher.destroy(),
  }
}
