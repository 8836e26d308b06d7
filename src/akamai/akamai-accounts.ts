import { Agent, type Dispatcher } from 'undici'
import type { Akamai } from '../core/ports/akamai.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Log } from '../core/ports/log.ts'
import type { Generation } from '../core/token/token.ts'
import type { AccountLines } from './account-lines.ts'
import { type BaseUrl, parseBaseUrl } from './base-url.ts'
import { createSigner } from './create-signer.ts'
import type { Credential } from './credentials/credential.ts'
import { createEdgeKv } from './edge-kv/akamai-edge-kv.ts'
import { createEdgeWorkers } from './edge-workers/akamai-edge-workers.ts'
import type { AskTools, QuotaSeen } from './http/ask.ts'
import type { Line } from './http/send-once.ts'

export interface AccountAccess {
  readonly name: string
  readonly credentials: { readonly production: Credential; readonly staging?: Credential }
  readonly accountSwitchKey?: string
  readonly generation: Generation
}

/** Everything has a default. */
interface HttpOptions {
  /** Another Akamai API, for tests: `AKAMAI_BASE_URL`. Plain http on loopback only. */
  readonly baseUrl?: string
  /** Proxies, keep-alive and trust are its business; not closed here. Default: keep-alive connections without a proxy. */
  readonly dispatcher?: Dispatcher
  /** For one try, 60 s; uploads and validations have 120 s. */
  readonly timeoutMs?: number
  /** For all tries of one call, 120 s. */
  readonly budgetMs?: number
  /** 10 MB. */
  readonly maxJsonBytes?: number
  /** Of a downloaded bundle, compressed: 10 MB. */
  readonly maxBundleBytes?: number
}

export interface AkamaiOptions {
  readonly accounts: readonly AccountAccess[]
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly http?: HttpOptions
  /** Told whatever an answer says about Akamai's quotas. */
  readonly onQuota?: (seen: QuotaSeen) => void
}

/** Enough for a scan of many EdgeWorkers side by side; more would only queue at Akamai's limits. */
const connections = 32

const connectTimeoutMs = 10_000

const megabyte = 1024 * 1024

const baseOf = (credential: Credential, baseUrl: string | undefined): BaseUrl => {
  const base = parseBaseUrl(baseUrl ?? `https://${credential.host}`)
  if (base === undefined)
    throw new Error('AKAMAI_BASE_URL must be https://host, or http:// on loopback, without a path')
  return base
}

/** One client per credential, also where several accounts share it: they differ in the switch key. */
const lineMaker = (http: HttpOptions, dispatcher: Dispatcher, closed: AbortSignal) => {
  const signers = new Map<Credential, ReturnType<typeof createSigner>>()
  return (account: AccountAccess, credential: Credential): Line => {
    const base = baseOf(credential, http.baseUrl)
    const sign = signers.get(credential) ?? createSigner(credential, base.signedHost)
    signers.set(credential, sign)
    const { accountSwitchKey } = account
    return {
      asker: { account: account.name, section: credential.section },
      base,
      sign,
      dispatcher,
      closed,
      ...(accountSwitchKey === undefined ? {} : { accountSwitchKey }),
    }
  }
}

const toolsOf = ({ clock, log, onQuota, http = {} }: AkamaiOptions): AskTools => ({
  clock,
  log,
  timeoutMs: http.timeoutMs ?? 60_000,
  budgetMs: http.budgetMs ?? 120_000,
  maxJsonBytes: http.maxJsonBytes ?? 10 * megabyte,
  ...(onQuota === undefined ? {} : { onQuota }),
})

const apisOf = (lines: AccountLines, maxBundleBytes: number) => ({
  edgeKv: createEdgeKv(lines),
  edgeWorkers: createEdgeWorkers(lines, maxBundleBytes),
})

/** The APIs of all configured accounts. `close` ends calls under way and lets go of connections. */
export const createAkamai = (options: AkamaiOptions): Akamai & { close(): Promise<void> } => {
  const { accounts, http = {} } = options
  const dispatcher = http.dispatcher ?? new Agent({ connections, connect: { timeout: connectTimeoutMs } })
  const closing = new AbortController()
  const lineOf = lineMaker(http, dispatcher, closing.signal)
  const tools = toolsOf(options)
  const apis = new Map(
    accounts.map((account) => {
      const { production, staging } = account.credentials
      const lines: AccountLines = {
        production: lineOf(account, production),
        tools,
        generation: account.generation,
        ...(staging === undefined ? {} : { staging: lineOf(account, staging) }),
      }
      return [account.name, apisOf(lines, http.maxBundleBytes ?? 10 * megabyte)] as const
    }),
  )
  return {
    of: (account) => {
      const found = apis.get(account)
      if (found === undefined) throw new Error(`no account ${account} is configured`)
      return found
    },
    close: async () => {
      closing.abort()
      if (http.dispatcher === undefined) await dispatcher.destroy()
    },
  }
}
