import { existsSync, readFileSync } from 'node:fs'
import { limits } from '../../../src/slack/limits.ts'

const file = '../shared/data/slack/block-kit/limits.json'

type Limit = Record<string, number>
type Limits = Readonly<Record<string, Readonly<Record<string, number | Limit>>>>

const long = (max_length: number): Limit => ({ max_length })
const many = (max_items: number): Limit => ({ max_items })
const button = {
  text: long(limits.buttonText),
  accessibility_label: long(limits.buttonLabel),
  value: long(limits.value),
}
const title = long(limits.title)

/** Ours, in the form of the published ones. */
const own: Limits = {
  action_id: long(limits.actionId),
  block_id: long(limits.blockId),
  header: { text: long(limits.header) },
  section: { text: long(limits.section), fields: { ...many(limits.fields), item_max_length: limits.field } },
  mrkdwn: { text: long(limits.section) },
  context: { elements: { item_max_length: limits.context } },
  actions: { elements: many(limits.elements) },
  button,
  confirmation: {
    title: long(limits.confirmTitle),
    text: long(limits.confirmText),
    confirm: long(limits.confirmButton),
    deny: long(limits.confirmButton),
  },
  input: { label: long(limits.label), hint: long(limits.label) },
  plain_text_input: { max_length: { max: limits.input }, placeholder: long(limits.placeholder) },
  select: { placeholder: long(limits.placeholder), options: many(limits.options), option_groups: many(limits.groups) },
  option: { text: long(limits.optionText), value: long(limits.optionValue) },
  option_group: { label: long(limits.optionText), options: many(limits.options) },
  modal: { title, submit: title, close: title, callback_id: long(limits.callbackId), blocks: many(limits.viewBlocks) },
  home: { blocks: many(limits.viewBlocks) },
}

/** Those that Slack published, where they are at hand. */
const published: readonly Limits[] = existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8'))] : []

type Thing = Record<string, unknown>

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

const kinds: Readonly<Record<string, string>> = { static_select: 'select', multi_static_select: 'select' }

const textOf = (value: unknown): unknown =>
  isThing(value) && typeof value['text'] === 'string' ? value['text'] : value

const checkField = (limit: Limit, kind: string, name: string, value: unknown): string[] => {
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

const aboveThese = (these: Limits, value: unknown, as?: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => aboveThese(these, item, as))
  if (!isThing(value)) return []
  const kind = kindOf(value, as)
  return Object.entries(value).flatMap(([name, one]) => {
    const limit = kind === undefined ? undefined : these[kind]?.[name]
    const own = typeof limit === 'object' && kind !== undefined ? checkField(limit, kind, name, one) : []
    const most = these[name]?.['max_length']
    const tooLong = typeof one === 'string' && typeof most === 'number' && one.length > most
    return [...own, ...(tooLong ? [`${name} is too long`] : []), ...aboveThese(these, one, children[name])]
  })
}

/** Everything in Slack blocks or a view that is above a limit of ours, or above a published one where those are at hand. */
export const aboveLimits = (value: unknown, as?: string): string[] =>
  [own, ...published].flatMap((these) => aboveThese(these, value, as))
