import type { Config } from '../config/config.ts'
import type { ChatTools } from '../core/chat/chat-tools.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Lease } from '../core/ports/lease.ts'
import type { Log } from '../core/ports/log.ts'

export interface WatchTools {
  readonly config: Config
  readonly chat: ChatTools
  readonly lease: Lease
  readonly clock: Clock
  readonly log: Log
  /** After every good scan of an account; `isFirst`: the first that this Redis keeps. */
  readonly onScanned: (account: string, isFirst: boolean) => Promise<void>
  /** After the token list alone was read. */
  readonly onListed: (account: string) => Promise<void>
  /** Whatever else the leader does, until told to stop. */
  readonly also: readonly ((stop: AbortSignal) => Promise<void>)[]
}
