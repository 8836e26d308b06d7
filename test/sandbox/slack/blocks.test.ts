import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkMessageBlocks } from '../../../src/sandbox/slack/blocks/check-blocks.ts'
import { checkView } from '../../../src/sandbox/slack/blocks/check-view.ts'
import { type Json, type JsonObject, parseJson } from '../../../src/sandbox/slack/json.ts'
import { cardBlocks } from './card-app.ts'

const text = (size: number) => 'x'.repeat(size)
const plain = (size: number) => ({ type: 'plain_text', text: text(size) })
const mrkdwn = (size: number) => ({ type: 'mrkdwn', text: text(size) })
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

const actions = (...elements: Json[]) => ({ type: 'actions', elements })
const button = (more: JsonObject = {}) => ({ type: 'button', text: plain(3), ...more })
const option = (more: JsonObject = {}) => ({ text: plain(3), value: 'v', ...more })
const select = (more: JsonObject = {}) => ({ type: 'static_select', options: [option()], ...more })
const confirm = (more: JsonObject) => ({ title: plain(3), text: plain(3), confirm: plain(3), deny: plain(3), ...more })
const input = (element: Json) => ({ type: 'input', label: plain(3), element })

/** What a limit of the published list means for a block: made with so many characters or items. */
const made: Record<string, (size: number) => Json> = {
  'header.text.max_length': (size) => ({ type: 'header', text: plain(size) }),
  'section.text.max_length': (size) => ({ type: 'section', text: mrkdwn(size) }),
  'section.fields.max_items': (size) => ({ type: 'section', fields: many(size, () => mrkdwn(3)) }),
  'section.fields.item_max_length': (size) => ({ type: 'section', fields: [mrkdwn(size)] }),
  'context.elements.max_items': (size) => ({ type: 'context', elements: many(size, () => mrkdwn(3)) }),
  'actions.elements.max_items': (size) => actions(...many(size, () => button())),
  'block_id.max_length': (size) => ({ type: 'divider', block_id: text(size) }),
  'action_id.max_length': (size) => actions(button({ action_id: text(size) })),
  'button.text.max_length': (size) => actions(button({ text: plain(size) })),
  'button.value.max_length': (size) => actions(button({ value: text(size) })),
  'button.url.max_length': (size) => actions(button({ url: text(size) })),
  'button.accessibility_label.max_length': (size) => actions(button({ accessibility_label: text(size) })),
  'confirmation.title.max_length': (size) => actions(button({ confirm: confirm({ title: plain(size) }) })),
  'confirmation.text.max_length': (size) => actions(button({ confirm: confirm({ text: plain(size) }) })),
  'confirmation.confirm.max_length': (size) => actions(button({ confirm: confirm({ confirm: plain(size) }) })),
  'confirmation.deny.max_length': (size) => actions(button({ confirm: confirm({ deny: plain(size) }) })),
  'option.text.max_length': (size) => actions(select({ options: [option({ text: plain(size) })] })),
  'option.value.max_length': (size) => actions(select({ options: [option({ value: text(size) })] })),
  'option.description.max_length': (size) => actions(select({ options: [option({ description: plain(size) })] })),
  'select.placeholder.max_length': (size) => actions(select({ placeholder: plain(size) })),
  'select.options.max_items': (size) => actions(select({ options: many(size, () => option()) })),
  'overflow.options.max_items': (size) => actions({ type: 'overflow', options: many(size, () => option()) }),
  'checkboxes.options.max_items': (size) => actions({ type: 'checkboxes', options: many(size, () => option()) }),
  'radio_buttons.options.max_items': (size) => actions({ type: 'radio_buttons', options: many(size, () => option()) }),
  'input.label.max_length': (size) => ({ ...input({ type: 'plain_text_input' }), label: plain(size) }),
  'input.hint.max_length': (size) => ({ ...input({ type: 'plain_text_input' }), hint: plain(size) }),
  'plain_text_input.max_length.max': (size) => input({ type: 'plain_text_input', max_length: size }),
  'markdown.text.max_length': (size) => ({ type: 'markdown', text: text(size) }),
  'image.alt_text.max_length': (size) => ({
    type: 'image',
    image_url: 'https://x.example/a.png',
    alt_text: text(size),
  }),
}

const limitsFile = '../shared/data/slack/block-kit/limits.json'

const limitAt = (path: string): number => {
  let value: Json | undefined = parseJson(readFileSync(limitsFile, 'utf8'))
  for (const key of path.split('.')) value = (value as JsonObject | undefined)?.[key]
  if (typeof value !== 'number') throw new Error(`no limit ${path}`)
  return value
}

describe.skipIf(!existsSync(limitsFile))('the published limits hold to the letter', () => {
  test.each(Object.entries(made))('%s', (path, make) => {
    const limit = limitAt(path)
    expect(checkMessageBlocks([make(limit)])).toEqual([])
    expect(checkMessageBlocks([make(limit + 1)])).not.toEqual([])
  })
})

test('a message has at most 50 blocks, a view 1 to 100', () => {
  const dividers = (count: number) => many(count, () => ({ type: 'divider' }))
  const modal = (count: number) => ({ type: 'modal', title: plain(3), blocks: dividers(count) })
  expect(checkMessageBlocks(dividers(50))).toEqual([])
  expect(checkMessageBlocks(dividers(51))).toEqual(['[ERROR] no more than 50 items allowed [json-pointer:/blocks]'])
  expect(checkView(modal(100), 'modal')).toEqual([])
  expect(checkView(modal(101), 'modal')).not.toEqual([])
  expect(checkView(modal(0), 'modal')).not.toEqual([])
})

test.each<[string, Json]>([
  ['an unknown block', { type: 'dance' }],
  ['an unknown field', { type: 'divider', colour: 'red' }],
  ['a field named like a method of objects', { type: 'divider', constructor: 'red' }],
  ['a header in mrkdwn', { type: 'header', text: mrkdwn(3) }],
  ['empty text', { type: 'section', text: { type: 'mrkdwn', text: '' } }],
  ['a section without text or fields', { type: 'section' }],
  ['a button in a context', { type: 'context', elements: [button()] }],
  ['a text input in a message’s actions', actions({ type: 'plain_text_input' })],
  ['one action id twice in a block', actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
  ['an unknown button style', actions(button({ style: 'default' }))],
  ['an initial option that is not offered', actions(select({ initial_option: option({ value: 'other' }) }))],
  ['options and groups at once', actions(select({ option_groups: [{ label: plain(3), options: [option()] }] }))],
  ['no options at all', actions({ type: 'static_select' })],
  ['a date that is none', actions({ type: 'datepicker', initial_date: 'tomorrow' })],
  ['text where an object belongs', { type: 'section', text: 'Hello' }],
  ['a list of numbers', 7],
])('%s is refused', (_what, block) => {
  expect(checkMessageBlocks([block])).not.toEqual([])
})

test('one block id twice is refused', () => {
  expect(
    checkMessageBlocks([
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ]),
  ).toEqual(['[ERROR] block_id "a" already exists [json-pointer:/blocks]'])
})

test('a view with inputs needs a submit button', () => {
  const view = { type: 'modal', title: plain(3), blocks: [input({ type: 'plain_text_input' })] }
  expect(checkView(view, 'modal')).not.toEqual([])
  expect(checkView({ ...view, submit: plain(3) }, 'modal')).toEqual([])
})

test('a card with every kind of element is fine', () => {
  expect(checkMessageBlocks(JSON.parse(JSON.stringify(cardBlocks(1_800_000_000))))).toEqual([])
})

test('whatever comes, the checks answer and do not throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json: Json = JSON.parse(JSON.stringify(value))
      expect(Array.isArray(checkMessageBlocks([json]))).toBe(true)
      expect(checkView(json, 'home').length).toBeGreaterThan(0)
    }),
  )
})
