import { randomInt, randomUUID } from 'node:crypto'
import type { NewRecord } from '../../core/ports/records.ts'
import type { ActionRecord } from '../../core/request/record.ts'
import { keys } from '../keys.ts'
import { listOf, numberOf, textOf } from '../replies.ts'
import { runScript } from '../run-script.ts'
import { createScript, numberScript } from './create-script.ts'
import { commitKeys, encodeEvents, encodeOwed, encodeParts } from './encode.ts'
import type { StoreTools } from './store-tools.ts'
import { schemaVersion } from './stored.ts'

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const freshTag = (): string => Array.from({ length: 4 }, () => base32.charAt(randomInt(base32.length))).join('')

const nextNumber = async ({ redis }: StoreTools): Promise<{ tag: string; number: number }> => {
  const reply = listOf(await runScript(redis, numberScript, [keys.markTag, keys.number], [freshTag()]))
  return { tag: textOf(reply[0]), number: numberOf(reply[1]) }
}

const encode = (made: NewRecord, number: number, at: number): string => {
  const op = randomUUID()
  return JSON.stringify({
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
    events: encodeEvents(made.record, made.events),
    owed: encodeOwed(made.record, made.owed, op),
  })
}

/**
 * Takes the next number and saves what `make` builds. Numbers are shared by all accounts, so that `R42` says which
 * record is meant; a number whose record was never saved stays unused.
 */
export const createRecord = async (
  tools: StoreTools,
  account: string,
  make: (id: string, mark: string) => NewRecord,
): Promise<ActionRecord> => {
  const { tag, number } = await nextNumber(tools)
  const made = make(`R${number}`, `${tag}${number}`)
  const key = { account, id: `R${number}` }
  if (made.record.account !== account || made.record.id !== key.id)
    throw new Error(`The new record is not ${account}/${key.id}`)
  const reply = await runScript(tools.redis, createScript, commitKeys(key), [
    encode(made, number, tools.clock.now()),
    keys.tag,
  ])
  if (textOf(reply) === 'taken') throw new Error(`${account}/${key.id} exists already`)
  return made.record
}
