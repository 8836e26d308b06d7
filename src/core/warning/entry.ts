import type { Crossing } from './crossing.ts'
import type { UsedOn } from './watched.ts'

/** What became of a warning. Only `owed` ones are still to be told. */
export type WarningState = 'owed' | 'sent' | 'acknowledged' | 'superseded' | 'resolved'

/**
 * A crossing for one destination, for ever: told once. `destination`: `slack:C0…`, `teams:19:…` or `page`.
 * Times in ms UTC of the clock port.
 */
export interface Entry extends Crossing {
  readonly account: string
  readonly token: string
  readonly uuid: string
  readonly destination: string
  readonly state: WarningState
  /** `digest`: a line among others; `at-once`: a message of its own; `again`: in the thread of what was told before. */
  readonly how: 'digest' | 'at-once' | 'again'
  /** When it is to be told. */
  readonly due: number
  /** `slack:S0…`, `teams:…`. */
  readonly mentions: readonly string[]
  readonly usedOn: UsedOn
  readonly inBundle?: true
  /** Instant of death, for tokens that expire. */
  readonly diesAt?: number
  /** How often it was owed anew, after an acknowledgement was over or the matter came back. */
  readonly repeat: number
  readonly toldAt?: number
  /** Which message told it: see message-id.ts. */
  readonly message?: string
  /** Who acknowledged it, and until when that holds. */
  readonly by?: string
  readonly until?: number
  /** Only of `page`: what the pager must still be told. */
  readonly pagerOwed?: 'acknowledge' | 'resolve'
}

/** The same key is told once. */
export const entryKey = (
  entry: Pick<Entry, 'account' | 'uuid' | 'kind' | 'threshold' | 'date' | 'destination'>,
): string => [entry.account, entry.uuid, entry.kind, entry.threshold ?? '', entry.date, entry.destination].join('|')

/** What is over and not so any more is kept this long, should the matter come back. */
export const keptMs = 90 * 86_400_000

/** Nothing will happen to it any more by itself. */
export const isOver = ({ state }: Pick<Entry, 'state'>): boolean => state === 'superseded' || state === 'resolved'
