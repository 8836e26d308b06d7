import type { ApiClient } from '../edgegrid/api-client.ts'
import type { EffectFacts, EffectKind } from '../effect-log.ts'
import type { Answer } from '../http/answer.ts'
import type { Account, World } from '../world/world.ts'

/** One verified request for one account, at one virtual moment. Handlers answer at once: they are atomic. */
export interface AkamaiCall {
  readonly method: string
  /** As gateway errors show it. */
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly contentType: string
  readonly body: Uint8Array
  readonly world: World
  readonly account: Account
  readonly client: ApiClient
  readonly now: number
  record(kind: EffectKind, facts: EffectFacts): void
}

export interface AkamaiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly pattern: string
  handle(call: AkamaiCall): Answer
}

/** A path parameter; the router has made sure that it is there. */
export const param = (call: AkamaiCall, name: string): string => call.params[name] ?? ''
