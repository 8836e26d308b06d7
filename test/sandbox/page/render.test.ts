import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { renderBlocks } from '../../../src/sandbox/page/blocks/render-block.ts'
import { html } from '../../../src/sandbox/page/html.ts'
import { renderContent } from '../../../src/sandbox/page/parts/render-content.ts'
import type { Reader } from '../../../src/sandbox/page/reader.ts'
import { renderMrkdwn } from '../../../src/sandbox/page/text/render-mrkdwn.ts'
import { addMessage } from '../../../src/sandbox/slack/world/messages.ts'
import { freshState, type World } from '../../../src/sandbox/slack/world/world.ts'

const now = Date.UTC(2026, 10, 24, 9, 30)
let world: World
let reader: Reader

beforeEach(() => {
  world = { state: freshState(), now: () => now, listeners: new Set(), url: 'http://127.0.0.1:1' }
  const person = world.state.people.get('U0ANA')
  if (person === undefined) throw new Error('Ana is there')
  reader = { world, person }
})

const shown = (text: string) => renderMrkdwn(reader, text).text

test.each([
  ['*bold* _italic_ ~gone~ `code`', '<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>'],
  ['*Approved* by <@U0BEN>', '<strong>Approved</strong> by <span class="mention">@Ben Okafor</span>'],
  ['*<#C0MARKETING>*', '<strong><span class="mention">#marketing</span></strong>'],
  ['<!subteam^S0EDGE>', '<span class="mention">@edge-approvers</span>'],
  ['mkt_token1_r42 and 2*3*4', 'mkt_token1_r42 and 2*3*4'],
  ['`*not bold*`', '<code>*not bold*</code>'],
  [':white_check_mark: :nonsense: :constructor:', '✅ :nonsense: :constructor:'],
  ['one\ntwo', 'one<br>two'],
  ['&gt; said\nnext', '<blockquote>said</blockquote>next'],
  ['a &lt;b&gt; &amp;amp; c', 'a &lt;b&gt; &amp;amp; c'],
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['<javascript:alert(1)|click>', '&lt;javascript:alert(1)|click&gt;'],
])('%s becomes %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('an empty channel says what can be done in it', () => {
  const content = renderContent(world, new URLSearchParams({ user: 'U0ANA' }))
  expect(content?.stream.map(({ html }) => html)).toEqual([expect.stringContaining('/edgekv help')])
})

test('links open outside and cannot break out of their attribute', () => {
  expect(shown('<https://x.example/?a=1&amp;b="onclick|the "plan">')).toBe(
    '<a href="https://x.example/?a=1&amp;b=&quot;onclick" target="_blank" rel="noopener noreferrer">the &quot;plan&quot;</a>',
  )
})

test('dates are told in the reader’s own zone, by the sandbox’s clock', () => {
  const seconds = now / 1000 + 86_400
  expect(shown(`<!date^${seconds}^{date_short_pretty} {time}|2026-11-25 09:30 UTC>`)).toContain(
    '>tomorrow 10:30</time>',
  )
  expect(shown(`<!date^${seconds}^{date_short} {time}|x>`)).toContain('>Nov 25, 2026 10:30</time>')
})

test('no text can put an element onto the page', () => {
  const risky = fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '`',
      '*',
      '_',
      '|',
      '^',
      '@',
      '!',
      'a',
      ' ',
      '\n',
      '\u{E000}',
      '\u{E001}',
      '0',
    ),
  })
  fc.assert(
    fc.property(risky, (text) => {
      const tags = shown(text).match(/<\/?([a-z]+)/g) ?? []
      const known = ['strong', 'em', 's', 'code', 'br', 'blockquote', 'span', 'pre', 'a', 'time']
      expect(tags.filter((tag) => !known.includes(tag.replace(/[</]/g, '')))).toEqual([])
      expect(shown(text)).not.toMatch(/[\u{E000}\u{E001}]/u)
    }),
  )
})

test('buttons carry their ids, labels and confirmation, escaped', () => {
  const confirm = { title: 'Sure?', text: 'It "stops"', confirm: 'Yes', deny: 'No' }
  const object = (text: string) => ({ type: 'plain_text', text })
  const asked = Object.fromEntries(Object.entries(confirm).map(([key, text]) => [key, object(text)]))
  const button = {
    type: 'button',
    action_id: 'approve',
    value: '"R1"',
    text: object('<Go>'),
    accessibility_label: 'Approve R1',
    confirm: asked,
  }
  const { text } = html`${renderBlocks(reader, [{ type: 'actions', block_id: 'b', elements: [button] }])}`
  expect(text).toContain('data-action="approve" data-block="b"')
  expect(text).toContain('data-value="&quot;R1&quot;"')
  expect(text).toContain('aria-label="Approve R1"')
  expect(text).toContain('>&lt;Go&gt;</button>')
  expect(text).toContain('It \\&quot;stops\\&quot;')
})

test('everybody sees their own channels and ephemeral messages only', () => {
  const base = { channel: 'C0MARKETING', author: 'U0EDGEBOT', blocks: [] }
  addMessage(world, { ...base, text: 'For all' })
  addMessage(world, { ...base, text: 'For Ana', visibleTo: 'U0ANA' })
  const page = (user: string, place = 'C0MARKETING') => renderContent(world, new URLSearchParams({ user, place }))
  const words = (user: string) => JSON.stringify(page(user)?.stream)
  expect(words('U0ANA')).toContain('Only visible to you')
  expect(words('U0BEN')).toContain('For all')
  expect(words('U0BEN')).not.toContain('For Ana')
  expect(page('U0EVE')).toMatchObject({ place: 'C0PARTNERS' })
  expect(page('U0GUS')?.sidebar).not.toContain('platform')
  expect(page('U0ANA', 'C0OLDNEWS')?.closed).toContain('archived')
  expect(page('U0NOBODY')?.person).toBe('U0ANA')
})
