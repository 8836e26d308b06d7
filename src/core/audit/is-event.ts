import { isObject } from './is-object.ts'

const areTexts = (value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean =>
  keys.every((key) => typeof value[key] === 'string')

const isActor = (value: unknown): boolean => {
  if (!isObject(value)) return false
  const { kind, from } = value
  if (kind !== 'person') return kind === 'bot'
  return areTexts(value, ['id', 'name']) && isObject(from) && areTexts(from, ['platform', 'workspace', 'user'])
}

const isFact = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'))

const optional = ['account', 'token', 'record', 'op']

/** Whether this has the form of an `AuditEvent`, of whatever verb: a hash that fits can be computed for anything. */
export const isEvent = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['what'] === 'string' &&
  isActor(value['actor']) &&
  optional.every((key) => value[key] === undefined || typeof value[key] === 'string') &&
  (value['facts'] === undefined || (isObject(value['facts']) && Object.values(value['facts']).every(isFact)))
