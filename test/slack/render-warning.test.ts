import { expect, test } from 'vitest'
import { type WarningFacts, warningLine } from '../../src/core/chat/views/warning-row.ts'
import { warningView } from '../../src/core/chat/views/warning-view.ts'
import type { Entry } from '../../src/core/warning/entry.ts'
import { renderView } from '../../src/slack/render-view.ts'
import { settings } from '../core/warning/support/settings.ts'

const factsOf = (n: number, more: Partial<Entry> = {}): WarningFacts => ({
  entry: {
    kind: 'expiring',
    threshold: 30,
    date: '2026-12-31',
    at: 0,
    account: 'an-account-with-a-long-name',
    token: `token_${n}_${'x'.repeat(24)}`,
    uuid: `u-${n}`,
    destination: 'slack:C0MARKETING',
    state: 'acknowledged',
    by: 'somebody.with.a.long.name',
    until: Date.UTC(2026, 11, 30),
    how: 'digest',
    due: 0,
    mentions: ['slack:S0APPROVERS'],
    usedOn: 'production',
    diesAt: Date.UTC(2027, 0, 1),
    repeat: 0,
    ...more,
  },
  at: Date.UTC(2026, 11, 1),
  team: 'a-team-with-a-long-name',
  edgeWorkers: 120,
})

test('the longest digest is shown whole: ten rows, their buttons, how many more there are, and who is mentioned', () => {
  const shown = Array.from({ length: 10 }, (_, n) => factsOf(n))
  const view = warningView({ shown, more: 290, mentions: ['slack:S0APPROVERS', 'slack:U0ADA'] }, settings())
  const { blocks, text } = renderView(view)
  const all = JSON.stringify(blocks)
  expect(blocks.length).toBeLessThanOrEqual(50)
  for (const { entry } of shown) expect(all).toContain(`*${entry.token}*`)
  expect(blocks.filter((block) => block.type === 'actions')).toHaveLength(10)
  expect(all).toContain('290 more: `/edgekv list --expiring 30d`')
  expect(all).toContain('<!subteam^S0APPROVERS> <@U0ADA>')
  expect(text).toContain('And 299 more warnings.')
})

test('what people called their teams and tokens cannot mention or link anybody', () => {
  const view = warningView(
    { shown: [{ ...factsOf(1), team: '<!channel> *x*' }], more: 0, mentions: [], preface: '<@U1> said' },
    settings(),
  )
  expect(JSON.stringify(renderView(view))).not.toMatch(/<!channel>|<@U1>/)
})

const cardOf = (more: Partial<Entry>): string =>
  JSON.stringify(
    renderView(warningView({ shown: [factsOf(1, { state: 'sent', ...more })], more: 0, mentions: [] }, settings())),
  )

test.each<[string, Partial<Entry>, RegExp]>([
  ['dying', {}, /Dies.*What will happen.*answers 401 to every read and write with it from then on\./s],
  ['dying on staging alone', { usedOn: 'staging' }, /used on staging alone.*with it on staging from then on\./s],
  ['dying and unused', { usedOn: 'nowhere' }, /in no active bundle that the bot can see.*it can be left to expire\./s],
  [
    'dead',
    { kind: 'expired', threshold: null },
    /expired at the end of 2026-12-31.*Died.*What happens.*EdgeKV has answered 401 to every read and write with it since then\./s,
  ],
  [
    'dead on staging alone',
    { kind: 'expired', usedOn: 'staging' },
    /Died.*has answered 401 .* on staging since then\./s,
  ],
  ['dead and unused', { kind: 'expired', usedOn: 'nowhere' }, /Died.*it can be left as it is\./s],
  ['revoked', { kind: 'revoked', threshold: null }, /EdgeKV answers 401 to every read and write with it\./],
  ['not renewed', { kind: 'refresh-overdue', threshold: null }, /What happens.*stays valid for a while/s],
  ['dead in a copy alone', { kind: 'expired', inBundle: true }, /x: a copy inside of bundles expired at the end of/],
])('one that is %s says what follows or has followed', (_, more, said) => {
  const card = cardOf(more)
  expect(card).toMatch(said)
  if (more.kind === 'expired') expect(card).not.toMatch(/\bDies\b|will happen|from then on/)
})

test('what is settled threatens nobody any more', () => {
  const card = cardOf({ state: 'resolved' })
  expect(card).toContain('settled: replaced, or not used any more')
  expect(card).not.toMatch(/401|What will happen/)
})

test.each([
  [0, 'used on production by 120 EdgeWorkers for no property that the bot can see.'],
  [1, 'used on production by 120 EdgeWorkers on 1 property.'],
  [2, 'used on production by 120 EdgeWorkers on 2 properties.'],
])('used on %i properties', (properties, sentence) => {
  expect(JSON.stringify(warningLine({ ...factsOf(1), properties }).text)).toContain(sentence)
})
