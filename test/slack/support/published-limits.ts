import { existsSync, readFileSync } from 'node:fs'

const file = '../shared/data/slack/block-kit/limits.json'
export const hasPublishedLimits = existsSync(file)

type Limits = Record<string, Record<string, Record<string, number>>>
const read = (): Limits => (hasPublishedLimits ? JSON.parse(readFileSync(file, 'utf8')) : {})
const published = read()

type Thing = Record<string, unknown>

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

const kinds: Readonly<Record<string, string>> = { static_select: 'select', multi_static_select: 'select' }

const textOf = (value: unknown): unknown =>
  isThing(value) && typeof value['text'] === 'string' ? value['text'] : value

const checkField = (kind: string, name: string, value: unknown): string[] => {
  const limit = published[kind]?.[name]
  if (limit === undefined) return []
  const length = (text: unknown) => (typeof text === 'string' ? text.length : 0)
  const items = Array.isArray(value) ? value : []
  const problems: string[] = []
  if (length(textOf(value)) > (limit['max_length'] ?? Infinity)) problems.push(`${kind}.${name} is too long`)
  if (items.length > (limit['max_items'] ?? Infinity)) problems.push(`${kind}.${name} has too many`)
  if (items.some((item) => length(textOf(item)) > (limit['item_max_length'] ?? Infinity)))
    problems.push(`${kind}.${name}: one is too long`)
  if (typeof value === 'number' && value > (limit['max'] ?? Infinity)) problems.push(`${kind}.${name} is too large`)
  return problems
}

const kindOf = (thing: Thing, as: string | undefined): string | undefined => {
  const type = typeof thing['type'] === 'string' ? thing['type'] : undefined
  return as ?? (type === undefined ? undefined : (kinds[type] ?? type))
}

const children: Readonly<Record<string, string>> = {
  confirm: 'confirmation',
  options: 'option',
  initial_options: 'option',
  initial_option: 'option',
  option_groups: 'option_group',
}

/** Everything in Slack blocks or a view that is above a published limit. */
export const aboveLimits = (value: unknown, as?: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => aboveLimits(item, as))
  if (!isThing(value)) return []
  const kind = kindOf(value, as)
  const own = kind === undefined ? [] : Object.entries(value).flatMap(([name, one]) => checkField(kind, name, one))
  const ids = ['action_id', 'block_id'].flatMap((id) =>
    typeof value[id] === 'string' && value[id].length > (published[id]?.['max_length'] as unknown as number)
      ? [`${id} is too long`]
      : [],
  )
  return [...own, ...ids, ...Object.entries(value).flatMap(([name, one]) => aboveLimits(one, children[name]))]
}
