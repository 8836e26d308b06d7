import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, Button, Field, Form, Icon, Span, View } from '../../src/core/chat/views/view.ts'
import { blocksLength, checkMessageBlocks } from '../../src/sandbox/slack/blocks/check-blocks.ts'
import { checkView } from '../../src/sandbox/slack/blocks/check-view.ts'
import { formAsView, renderForm } from '../../src/slack/render-form.ts'
import { renderHome, renderView } from '../../src/slack/render-view.ts'
import { aboveLimits } from './support/block-kit-limits.ts'

/** What is sent: as JSON, as Slack sees it. */
const sent = <T>(value: T): T & string => JSON.parse(JSON.stringify(value))

const text = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }),
  fc.string({ minLength: 100, maxLength: 4_000, unit: 'grapheme' }),
  fc.constantFrom('', ' ', '<!channel>', '*bold*', '`', '```', '&lt;', ':x:', '\u202egnp.exe', '😀'.repeat(2_000)),
)
const identity = fc.constantFrom(
  { platform: 'slack', workspace: 'T0', user: 'U0ANA' } as const,
  { platform: 'teams', workspace: 't', user: '29:x' } as const,
)
const span: fc.Arbitrary<Span> = fc.oneof(
  text,
  text.map((bold) => ({ bold })),
  text.map((code) => ({ code })),
  fc.oneof(fc.integer(), fc.double(), fc.constant(1_764_000_000_000)).map((time) => ({ time })),
  fc.tuple(identity, text).map(([person, name]) => ({ person, name })),
  fc.oneof(fc.constant('C0MARKETING'), text).map((channel) => ({ channel })),
  fc.tuple(fc.oneof(fc.constant('S0EDGE'), text), text).map(([group, name]) => ({ group, name })),
  fc.tuple(fc.oneof(fc.webUrl(), text), text).map(([link, label]) => ({ link, text: label })),
)
const rich = fc.array(span, { maxLength: 5 })
const icon = fc.constantFrom<Icon>('done', 'running', 'waiting', 'problem', 'stopped', 'info', 'warning')
const button: fc.Arbitrary<Button> = fc.record(
  {
    action: fc.constantFrom('approve', 'deny', 'x'.repeat(300)),
    value: fc.oneof(fc.constant('acme/R42'), text),
    label: text,
    style: fc.constantFrom('primary', 'danger'),
    confirm: fc.record({ title: text, text, yes: text, no: text }),
  },
  { requiredKeys: ['action', 'value', 'label'] },
)
const field: fc.Arbitrary<Field> = fc.record(
  {
    id: fc.uuid(),
    label: text,
    kind: fc.constantFrom('text', 'multiline', 'choice', 'choices'),
    optional: fc.boolean(),
    hint: text,
    placeholder: text,
    initial: text,
    choices: fc.uniqueArray(fc.record({ value: text, label: text }), { maxLength: 5, selector: ({ value }) => value }),
    maxLength: fc.integer({ min: 1, max: 9_000 }),
  },
  { requiredKeys: ['id', 'label', 'kind'] },
)
const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((heading) => ({ kind: 'heading' as const, text: heading })),
  rich.map((spans) => ({ kind: 'text' as const, text: spans })),
  fc
    .array(fc.record({ label: text, value: rich }), { maxLength: 25 })
    .map((facts) => ({ kind: 'facts' as const, facts })),
  fc.array(fc.record({ icon, text: rich }), { maxLength: 60 }).map((steps) => ({ kind: 'steps' as const, steps })),
  text.map((snippet) => ({ kind: 'snippet' as const, text: snippet })),
  rich.map((spans) => ({ kind: 'note' as const, text: spans })),
  fc.constant({ kind: 'divider' as const }),
  fc.array(button, { maxLength: 30 }).map((buttons) => ({ kind: 'buttons' as const, buttons })),
  field.map((one) => ({ kind: 'field' as const, field: one })),
)
const view: fc.Arbitrary<View> = fc.record({ summary: text, blocks: fc.array(block, { maxLength: 60 }) })

/** Everything that is wrong with a message, by the sandbox's rules and by the limits. */
const problemsOf = (shown: View): readonly string[] => {
  const message = sent(renderView(shown))
  const long = blocksLength(message.blocks as never) > 10_300 ? ['too long'] : []
  const blank = message.text.trim() === '' || message.text.length > 4_000 ? ['bad text'] : []
  return [...checkMessageBlocks(message.blocks as never), ...long, ...blank, ...aboveLimits(message.blocks)]
}

const steps = (count: number): Block => ({
  kind: 'steps',
  steps: Array.from({ length: count }, (_, at) => ({
    icon: 'running' as const,
    text: [
      'EdgeWorker ',
      { code: `${100_000 + at}` },
      ' on production: activating since ',
      { time: 1_764_000_000_000 },
    ],
  })),
})

describe('a message for Slack', () => {
  test('is always within its limits, whatever it is made of', () => {
    fc.assert(
      fc.property(view, (shown) => {
        expect(problemsOf(shown)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('with 300 targets keeps its buttons, its first block, and says how many are not shown', () => {
    const shown: View = {
      summary: 'R42 is running.',
      blocks: [
        { kind: 'heading', text: 'Rotating mkt_token1' },
        steps(300),
        { kind: 'buttons', buttons: [{ action: 'abandon', value: 'acme/R42', label: 'Abandon', style: 'danger' }] },
        { kind: 'note', text: ['Updated ', { time: 1_764_000_000_000 }] },
      ],
    }
    expect(problemsOf(shown)).toEqual([])
    const { blocks } = renderView(shown)
    expect(blocks.map(({ type }) => type)).toEqual(expect.arrayContaining(['header', 'section', 'actions', 'context']))
    expect(JSON.stringify(blocks)).toMatch(/…and \d+ more/)
  })

  test('shows status as icon and word, names as code, times in the reader’s zone and in UTC', () => {
    const shown: View = {
      summary: 'x',
      blocks: [
        { kind: 'steps', steps: [{ icon: 'done', text: ['New token ', { code: 'mkt_token1_r2' }, ' made'] }] },
        { kind: 'text', text: ['Until ', { time: Date.UTC(2026, 10, 24, 6) }] },
      ],
    }
    expect(renderView(shown).blocks).toEqual([
      {
        type: 'section',
        text: { type: 'mrkdwn', text: ':white_check_mark: *Done* – New token `mkt_token1_r2` made' },
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: 'Until <!date^1795500000^{date_short_pretty} {time}|2026-11-24 06:00 UTC> (2026-11-24 06:00 UTC)',
        },
      },
    ])
  })

  test.each([
    ['<!channel> <@U0BEN>', '&lt;!channel&gt; &lt;@U0BEN&gt;'],
    ['a & b', 'a &amp; b'],
    [':white_check_mark: Done', ':\u2060white_check_mark: Done'],
    ['turned \u202e around', 'turned  around'],
  ])('keeps %j of people from meaning something to Slack', (said, shown) => {
    const { text: summary, blocks } = renderView({ summary: said, blocks: [{ kind: 'text', text: [said] }] })
    expect(summary).toBe(shown)
    expect(blocks).toEqual([{ type: 'section', text: { type: 'mrkdwn', text: shown } }])
  })

  test('never makes a link of anything but the web, nor lets one break out', () => {
    const shown = renderView({
      summary: 'x',
      blocks: [
        {
          kind: 'text',
          text: [
            { link: 'javascript:alert(1)', text: 'bad' },
            ' ',
            { link: 'https://example.com/a|b>c', text: 'go|<!here>' },
          ],
        },
      ],
    })
    expect(shown.blocks[0]).toMatchObject({ text: { text: 'bad <https://example.com/a%7Cb%3Ec|go¦&lt;!here&gt;>' } })
  })

  test('mentions only who is in Slack', () => {
    const shown = renderView({
      summary: 'x',
      blocks: [
        {
          kind: 'text',
          text: [
            { person: { platform: 'slack', workspace: 'T0', user: 'U0ANA' }, name: 'Ana' },
            { person: { platform: 'teams', workspace: 't', user: '29:x' }, name: 'Bea <b>' },
            { person: { platform: 'slack', workspace: 'T0', user: 'U1>!here' }, name: 'odd' },
            { group: 'S0EDGE', name: 'edge' },
            { channel: 'C0MARKETING' },
          ],
        },
      ],
    })
    expect(shown.blocks[0]).toMatchObject({ text: { text: '<@U0ANA>Bea &lt;b&gt;odd<!subteam^S0EDGE><#C0MARKETING>' } })
  })
})

const form = fc.record({
  form: fc.constantFrom('create', 'x'.repeat(300)),
  ref: fc.string({ maxLength: 1_000 }),
  title: text,
  submit: text,
  blocks: fc.array(block, { maxLength: 20 }),
})

describe('a form for Slack', () => {
  test('is always within the limits of a modal, and of a message where it stands in one', () => {
    const check = (shown: Form): void => {
      const modal = sent(renderForm(shown, 'C0MARKETING'))
      expect(checkView(modal as never, 'modal')).toEqual([])
      expect([...aboveLimits(modal.blocks), ...aboveLimits(modal, 'view')]).toEqual([])
      expect(problemsOf(formAsView(shown))).toEqual([])
    }
    fc.assert(fc.property(form, check), { numRuns: 100 })
  })

  test('offers hundreds of choices in a modal, the first ones in a message', () => {
    const choices = Array.from({ length: 300 }, (_, at) => ({ value: `${at}`, label: `EdgeWorker ${at}` }))
    const asked: Form = {
      form: 'create',
      ref: 'x',
      title: 'Create a token',
      submit: 'Create',
      blocks: [{ kind: 'field', field: { id: 'ewids', label: 'EdgeWorkers', kind: 'choices', choices } }],
    }
    expect(JSON.stringify(renderForm(asked, undefined))).toContain('EdgeWorker 299')
    expect(problemsOf(formAsView(asked))).toEqual([])
    expect(JSON.stringify(renderView(formAsView(asked)))).toContain('280 more can be named')
  })
})

test('App Home is always within its limits', () => {
  fc.assert(
    fc.property(view, (shown) => {
      expect(checkView(sent(renderHome(shown)) as never, 'home')).toEqual([])
    }),
    { numRuns: 60 },
  )
})
