import type { Expression, ObjectExpression } from 'acorn'
import { Secret } from '../../token/secret.ts'
import { type Fault, fault, isFault } from './fault.ts'
import { readLiteral, readProperty } from './read-literal.ts'
import type { EntryCredential, Span, TokenEntry } from './token-entry.ts'

interface Field {
  readonly key: string
  readonly plain: string | number | boolean | null
  readonly keySpan: Span
  readonly span: Span
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })

const readFields = (object: ObjectExpression): ReadonlyMap<string, Field> | Fault => {
  const fields = new Map<string, Field>()
  for (const property of object.properties) {
    const read = readProperty(property)
    if (isFault(read)) return read
    if (fields.has(read.key)) return fault('duplicate-key', property, 'A field stands twice in one entry.')
    const literal = readLiteral(read.value)
    if (isFault(literal)) return literal
    const spans = { keySpan: spanOf(read.keyNode), span: spanOf(read.value) }
    fields.set(read.key, { key: read.key, plain: literal.plain, ...spans })
  }
  return fields
}

const credentialOf = (field: Field): EntryCredential =>
  field.key === 'value'
    ? { kind: 'value', value: Secret.of(String(field.plain)) }
    : { kind: 'reference', uuid: String(field.plain) }

const textField = (fields: ReadonlyMap<string, Field>, key: string): Field | Fault | undefined => {
  const field = fields.get(key)
  if (field === undefined || typeof field.plain === 'string') return field
  return fault('not-a-literal', field.span, 'A field that must be text is something else.')
}

const ownFields = ['name', 'value', 'reference']

const readEntry = (key: string, keySpan: Span, object: Expression): TokenEntry | Fault => {
  if (object.type === 'CallExpression' || object.type === 'NewExpression')
    return fault('call', object, 'An entry is made by a call.')
  if (object.type !== 'ObjectExpression') return fault('not-a-literal', object, 'An entry is not written as an object.')
  const fields = readFields(object)
  if (isFault(fields)) return fields
  const [name, value, reference] = ownFields.map((field) => textField(fields, field))
  for (const one of [name, value, reference]) if (one !== undefined && isFault(one)) return one
  if (value && reference)
    return fault('both-value-and-reference', keySpan, 'The entry has both "value" and "reference".')
  return entryOf(key, keySpan, fields)
}

const entryOf = (key: string, keySpan: Span, fields: ReadonlyMap<string, Field>): TokenEntry => {
  const name = fields.get('name')
  const field = fields.get('value') ?? fields.get('reference')
  const others = [...fields.values()].filter((one) => !ownFields.includes(one.key))
  return {
    key,
    name: name === undefined ? '' : String(name.plain),
    ...(field === undefined ? {} : { credential: credentialOf(field) }),
    others: others.map((one) => JSON.stringify([one.key, one.plain])),
    spans: {
      key: keySpan,
      ...(name === undefined ? {} : { name: name.span }),
      ...(field === undefined ? {} : { fieldKey: field.keySpan, field: field.span }),
    },
  }
}

/** Reads every entry of the map, and every fault; an entry with a fault is left out. */
export const readEntries = (map: ObjectExpression): { entries: readonly TokenEntry[]; faults: readonly Fault[] } => {
  const entries: TokenEntry[] = []
  const faults: Fault[] = []
  const keys = new Set<string>()
  for (const property of map.properties) {
    const read = readProperty(property)
    const entry = isFault(read) ? read : readEntry(read.key, spanOf(read.keyNode), read.value)
    if (!isFault(read) && keys.has(read.key))
      faults.push(fault('duplicate-key', property, `The key ${read.key} stands twice.`))
    if (!isFault(read)) keys.add(read.key)
    if (isFault(entry)) faults.push(entry)
    else entries.push(entry)
  }
  return { entries, faults }
}
