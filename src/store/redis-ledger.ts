import { createHash } from 'node:crypto'
import type { HeldLedger, Ledger, WarningPlace } from '../core/ports/ledger.ts'
import type { Entry } from '../core/warning/entry.ts'
import { answered } from './answered.ts'
import { keys } from './keys.ts'
import { encodeChange } from './ledger/encode-change.ts'
import { commitLedgerScript, savePlaceScript } from './ledger/ledger-scripts.ts'
import type { StoreTools } from './records/store-tools.ts'
import { pairsOf, textOf, textsOf } from './replies.ts'
import { runScript } from './run-script.ts'

/** No living message is edited after so long; tokens live six months. */
const placeKeptSeconds = 400 * 24 * 60 * 60

const tellingOf = (message: string): string =>
  keys.telling(createHash('sha256').update(message).digest('hex').slice(0, 40))

const fieldOf = ({ place: { platform, conversation, message } }: WarningPlace): string =>
  JSON.stringify([platform, conversation, message])

// What stands in Redis was written by this program.
const entriesOf = (document: string): readonly Entry[] => JSON.parse(document)
const placeOf = (document: string): WarningPlace => JSON.parse(document)

const timeOf = (fields: ReadonlyMap<string, string>, name: 'begunAt' | 'decidedAt') => {
  const text = fields.get(name)
  return text === undefined ? {} : { [name]: Number(text) }
}

const heldOf = (account: string, fields: ReadonlyMap<string, string>): HeldLedger => {
  const cases = new Map<string, readonly Entry[]>()
  const versions = new Map<string, number>()
  for (const [field, text] of fields) {
    if (field.startsWith('d:')) cases.set(field.slice(2), entriesOf(text))
    if (field.startsWith('v:')) versions.set(field.slice(2), Number(text))
  }
  return { versions, ledger: { account, ...timeOf(fields, 'begunAt'), ...timeOf(fields, 'decidedAt'), cases } }
}

export interface LedgerOptions extends Pick<StoreTools, 'redis'> {
  /** Told after each commit that owes messages, so that they are sent at once. */
  readonly onOwed?: () => void
}

/** Ledgers in Redis: one hash per account, changed by one script alone. */
export const createRedisLedger = ({ redis, onOwed }: LedgerOptions): Ledger => ({
  load: async (account) => {
    const question = { what: 'reading the warnings', changes: false }
    return heldOf(account, pairsOf(await answered(question, redis.call('HGETALL', keys.ledger(account)))))
  },
  commit: async (change) => {
    const names = [keys.ledger(change.account), keys.outboxDue, keys.outboxCount]
    const reply = textOf(await runScript(redis, commitLedgerScript, names, [encodeChange(change), keys.tag]))
    if (reply === 'ok' && change.tells.length > 0) onOwed?.()
    return reply === 'ok' ? 'ok' : 'moved'
  },
  places: async (message) => {
    const question = { what: 'where a warning stands', changes: false }
    return textsOf(await answered(question, redis.call('HVALS', tellingOf(message)))).map(placeOf)
  },
  savePlace: async (message, place) => {
    const args = [fieldOf(place), JSON.stringify(place), placeKeptSeconds]
    await runScript(redis, savePlaceScript, [tellingOf(message)], args)
  },
  removePlace: async (message, place) => {
    const question = { what: 'forgetting where a warning stands', changes: true }
    await answered(question, redis.call('HDEL', tellingOf(message), fieldOf(place)))
  },
})
