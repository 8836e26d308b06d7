import { randomInt, randomUUID } from 'node:crypto'
import type { AuditEvent } from '../../core/audit/audit-event.ts'
import type { NewRecord } from '../../core/ports/records.ts'
import type { ActionRecord } from '../../core/request/record.ts'
import { keys } from '../keys.ts'
import { listOf, numberOf, textOf } from '../replies.ts'
import { runScript } from '../run-script.ts'
import { createScript, numberScript } from './create-script.ts'
import { commitKeys, encodeOwed, encodeParts, eventsOf } from './encode.ts'
import type { StoreTools } from './store-tools.ts'
import { schemaVersion } from './stored.ts'

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const freshTag = (): string => Array.from({ length: 4 }, () => base32.charAt(randomInt(base32.length))).join('')

const nextNumber = async ({ redis }: StoreTools): Promise<{ tag: string; number: number }> => {
  const reply = listOf(await runScript(redis, numberScript, [keys.markTag, keys.number], [freshTag()]))
  return { tag: textOf(reply[0]), number: numberOf(reply[1]) }
}

const encode = (made: NewRecord, { op, number, at }: { op: string; number: number; at: number }): string =>
  JSON.stringify({
    op,
    account: made.record.account,
    id: made.record.id,
    mark: made.record.mark,
    number,
    schema: schemaVersion,
    at: String(at),
    record: JSON.stringify(made.record),
    parts: encodeParts(made.parts),
    due: made.due,
    events: made.events.map((event) => JSON.stringify(event)),
    owed: encodeOwed(made.record, made.owed, op),
  })

/** What was saved, and what is to be told of it. */
export interface Created {
  readonly record: ActionRecord
  readonly op: string
  readonly events: readonly AuditEvent[]
  readonly owes: boolean
}

/**
 * Takes the next number and saves what `make` builds. Numbers are shared by all accounts, so that `R42` says which
 * record is meant; a number whose record was never saved stays unused.
 */
export const createRecord = async (
  tools: StoreTools,
  account: string,
  make: (id: string, mark: string) => NewRecord,
): Promise<Created> => {
  const { tag, number } = await nextNumber(tools)
  const op = randomUUID()
  const wanted = make(`R${number}`, `${tag}${number}`)
  const events = eventsOf({ op, account, id: wanted.record.id, record: wanted.record }, wanted.events)
  const made = { ...wanted, events }
  const key = { account, id: `R${number}` }
  if (made.record.account !== account || made.record.id !== key.id)
    throw new Error(`The new record is not ${account}/${key.id}`)
  const reply = await runScript(tools.redis, createScript, commitKeys(key), [
    encode(made, { op, number, at: tools.clock.now() }),
    keys.tag,
  ])
  if (textOf(reply) === 'taken') throw new Error(`${account}/${key.id} exists already`)
  return { record: made.record, op, events, owes: made.owed.length > 0 }
}
