import type { Held, PartId, RecordKey, Snapshot } from '../../core/ports/records.ts'
import { answered } from '../answered.ts'
import { keys } from '../keys.ts'
import { pairsOf } from '../replies.ts'
import type { StoreTools } from './store-tools.ts'
import { partOf, recordOf, recordPart, schemaVersion } from './stored.ts'

type Fields = ReadonlyMap<string, string>

const held = <T>(fields: Fields, part: PartId, read: (document: string) => T): Held<T> | undefined => {
  const document = fields.get(`${part}:d`)
  if (document === undefined) return undefined
  const claim = fields.get(`${part}:c`)
  const ver = Number(fields.get(`${part}:v`))
  return { value: read(document), ver, ...(claim === undefined ? {} : { claim }) }
}

const partIds = (fields: Fields): readonly PartId[] =>
  [...fields.keys()].filter((name) => name.endsWith(':d')).map((name) => name.slice(0, -2))

const snapshotOf = (fields: Fields): Snapshot | undefined => {
  const record = held(fields, recordPart, recordOf)
  if (record === undefined || Number(fields.get('schema')) > schemaVersion) return undefined
  const parts = partIds(fields).flatMap((id) => {
    const part = id === recordPart ? undefined : held(fields, id, partOf)
    return part === undefined ? [] : [[id, part] as const]
  })
  return { record, parts: new Map(parts) }
}

/** The record and its parts at one moment; undefined where there is none, or a newer program wrote it. */
export const loadRecord = async ({ redis }: StoreTools, key: RecordKey): Promise<Snapshot | undefined> => {
  const question = { what: 'reading a record', changes: false }
  return snapshotOf(pairsOf(await answered(question, redis.call('HGETALL', keys.record(key)))))
}
