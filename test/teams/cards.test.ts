import { describe, expect, test } from 'vitest'
import { boardView } from '../../src/core/chat/views/board-view.ts'
import { noticeView } from '../../src/core/chat/views/notice-view.ts'
import type { Block, View } from '../../src/core/chat/views/view.ts'
import { notices } from '../../src/core/request/notice.ts'
import { states } from '../../src/core/request/state.ts'
import { mostBytes, renderCard, renderPages } from '../../src/teams/render-view.ts'
import { longestRecord, longestSnapshot } from '../core/chat/longest-record.ts'
import { longestViews } from '../core/chat/longest-views.ts'
import { problemsOfCard } from './support/parse-card.ts'

const view = (...blocks: readonly Block[]): View => ({ summary: 's', blocks })
const text = (words: string): View => view({ kind: 'text', text: [words] })
const refresh = { userIds: Array.from({ length: 60 }, (_, n) => `29:${'x'.repeat(150)}${n}`), ref: 'acme/R1', key: 'k' }

const hostile = 'x*_[`<&>]'.repeat(600)
const fullest: readonly Block[] = [
  { kind: 'heading', text: hostile },
  ...Array.from(
    { length: 30 },
    (): Block => ({ kind: 'text', text: [hostile, { bold: hostile }, { code: hostile }, { time: Date.now() }] }),
  ),
  { kind: 'facts', facts: Array.from({ length: 60 }, () => ({ label: hostile, value: [hostile] })) },
  { kind: 'steps', steps: Array.from({ length: 200 }, () => ({ icon: 'running' as const, text: [hostile] })) },
  { kind: 'snippet', text: hostile },
  { kind: 'field', field: { id: 'reason', label: 'Reason', kind: 'multiline' } },
  { kind: 'field', field: { id: 'one', label: 'One', kind: 'choice', choices: [{ value: 'a', label: 'A' }] } },
  { kind: 'divider' },
  {
    kind: 'buttons',
    buttons: [
      {
        action: 'approve',
        value: 'acme/R1',
        label: 'Approve',
        style: 'primary',
        confirm: { title: 'Sure?', text: hostile, yes: 'Yes', no: 'No' },
      },
      { action: 'deny', value: 'acme/R1', label: 'Deny', style: 'danger' },
    ],
  },
]

const expectLegal = (cards: readonly unknown[]): void => {
  for (const card of cards) {
    expect(problemsOfCard(card)).toEqual([])
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(mostBytes)
  }
}

describe('Microsoft’s parser takes, and 24 KB hold,', () => {
  test.for(fullest.map((block) => [block.kind, block] as const))('a block of %s alone', ([, block]) => {
    expectLegal([renderCard(view(block)), ...renderPages(view(block))])
  })

  test('the fullest message, with the longest list of people who refresh it', () => {
    expectLegal([renderCard(view(...fullest), { refresh }), ...renderPages(view(...fullest))])
  })

  test.for(Object.entries(longestViews))('the longest view of %s', ([, longest]) => {
    expectLegal([renderCard(longest), ...renderPages(longest)])
  })

  test.for(states)('the longest board in state %s', (state) => {
    const value = { ...longestRecord, state }
    const board = boardView({ ...longestSnapshot, record: { value, ver: 1 } }, { approvers: 'g'.repeat(100) })
    expectLegal([renderCard(board, { refresh })])
  })

  test.for(notices)('the longest notice %s', (notice) => {
    expectLegal([renderCard(noticeView(notice, longestSnapshot))])
  })
})

test('a card that is wrong is found', () => {
  expect(problemsOfCard({ type: 'AdaptiveCard', version: '1.6', body: [{ type: 'Nonsense' }] })).not.toEqual([])
})

describe('cards', () => {
  test('keep their buttons when texts have to go', () => {
    expect(JSON.stringify(renderCard(view(...fullest)))).toContain('"verb":"approve"')
  })

  test('show people’s text as it is, not as markup', () => {
    const card = JSON.stringify(renderCard(text('[click](https://evil.example) **now** <at>all</at>')))
    expect(card).toContain('\\\\[click\\\\]\\\\(https')
    expect(card).not.toContain('<at>')
  })

  test('of one person alone say so in their buttons, those of everybody do not', () => {
    const buttons = view({ kind: 'buttons', buttons: [{ action: 'plan', value: 'acme/R1', label: 'Plan' }] })
    expect(JSON.stringify(renderPages(buttons))).toContain('"o":1')
    expect(JSON.stringify(renderCard(buttons))).not.toContain('"o":1')
  })
})

describe('a long answer', () => {
  const lines = Array.from({ length: 300 }, (_, n) => `EdgeWorker ${4000 + n} on production: ${'v'.repeat(60)}`)
  const long = view(
    { kind: 'heading', text: 'All of it' },
    { kind: 'steps', steps: lines.map((line) => ({ icon: 'done' as const, text: [line] })) },
    { kind: 'buttons', buttons: [{ action: 'plan', value: 'acme/R1', label: 'Plan' }] },
  )

  test('comes in parts that together hold every line once, in order, with the buttons in the last', () => {
    const pages = renderPages(long)
    expect(pages.length).toBeGreaterThan(1)
    const all = JSON.stringify(pages)
    expect([...all.matchAll(/EdgeWorker (\d+)/g)].map(([, id]) => Number(id))).toEqual(lines.map((_, n) => 4000 + n))
    expect(pages.map((page) => JSON.stringify(page).includes('"verb":"plan"'))).toEqual(
      pages.map((_, index) => index === pages.length - 1),
    )
    expect(all).toContain(`Part 1 of ${pages.length}`)
  })

  test('that everybody sees is shortened instead, and says where all of it can be read', () => {
    const card = JSON.stringify(renderCard({ ...long, live: { ref: 'acme/R42', readers: [] } }))
    expect(card).toContain('status R42')
    expect(card).toContain('more')
  })
})
