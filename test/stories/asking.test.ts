import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

test.for<[string, RegExp]>([
  ['show mkt_tokne1', /no token called mkt_tokne1.*Did you mean mkt_token1/s],
  ['rotat mkt_token1', /don't know the verb.*rotate.*Run it/s],
  ['rotate mkt_token1 --production=maybe', /--production.*allow or deny.*help/s],
  ['rotate mkt_token1 --colour=red', /colour/],
  ['rotate', /name of a token/],
  ['approve R4711', /There is no R4711.*status/s],
  ['deny 4711 abc', /\/edgekv deny|R4711/],
  ['withdraw R4711', /There is no R4711/],
  ['status R4711', /There is no R4711/],
  ['download token mkt_token1', /never shows a token value/],
  ['rotate shared_ro', /accounts acme and globex.*Which one/s],
  ['rotate nowhere/mkt_token1', /no account called nowhere.*acme and globex/s],
  ['list zzz*', /No token matches/],
  ['revoke mkt_token1', /is used by EdgeWorker 4101.*Rotate it instead/s],
  ['break-glass rotate mkt_token1', /needs a reason/],
  ['advise mkt_unused', /No active bundle.*can only leak.*\/edgekv revoke mkt_unused.*not looked at/s],
  ['advise mkt_nothing', /no token called mkt_nothing/],
  ['show mkt_unused', /No active bundle that the bot can see uses mkt_unused.*every EdgeWorker of the account/s],
  [
    'create mkt_wide --account=acme --namespace marketing+rwd --staging=allow --production=allow',
    /may be used by every EdgeWorker.*Lock it/s,
  ],
])('"%s" is answered to the asker alone, with what to do next', async ([line, answer]) => {
  const message = await story.ana.types(line)
  expect(textOf(message)).toMatch(answer)
  expect(message.ephemeral).toBe(true)
})

test('guests and people of other workspaces are refused before anything else, with a reason', async () => {
  expect(await story.gus.asks('list')).toMatch(/full members/)
  expect(await story.eve.asks('rotate mkt_token1')).toMatch(/full members/)
})

/** In Teams a typed line is a message of its own, which everybody sees. */
const byBot = ({ author }: { readonly author: string }): boolean => author !== 'person'

test('nobody but the asker hears of a plan, and cancelling leaves nothing behind', async () => {
  const before = story.ben.all().filter(byBot).length
  const plan = await story.ana.types('rotate mkt_token1')
  expect(actionsOf(plan)).toEqual(['ask', 'cancel', 'explain'])
  expect(await story.ana.clicks(plan, 'cancel')).toMatch(/Cancelled/)
  expect(story.ben.all().filter(byBot)).toHaveLength(before)
})

test('where nobody could approve, the asker is told at once and there is nothing to press', async () => {
  const plan = await story.ana.types('refresh acme/plt_everything')
  expect(textOf(plan)).toMatch(/nobody there could give one.*Ask an operator/s)
  expect(actionsOf(plan)).not.toContain('ask')
})

test('a line with everything that phones do to text is understood, and the corrected one does what was meant', async () => {
  expect(await story.ana.asks('plan rotate \u201cmkt_token1\u201d\u00a0\u2014replace')).toMatch(/Rotate mkt_token1/)
  const wrong = await story.ana.types('rotat \u201cmkt_token1\u201d \u2014reason \u201cit\u2019s time\u201d')
  expect(textOf(wrong)).toMatch(/don't know the verb.*Corrected:.*\/edgekv rotate mkt_token1 --reason.*it's time/s)
  const plan = await story.ana.clicks(wrong, 'run')
  expect(plan).toMatch(/Rotate mkt_token1[\s\S]*Ask for approval/)
})

test('tokens that one may not see are as unknown as those that are not there, in suggestions too', async () => {
  for (const line of ['refresh acme/chk_auto', 'show chk_auto', 'where chk_auto', 'show chk_aut'])
    expect(await story.dee.asks(line)).toMatch(/no token called chk_aut/)
  expect(await story.dee.asks('show chk_aut')).not.toMatch(/chk_auto/)
  expect(await story.dee.asks('list')).not.toMatch(/chk_/)
  expect(await story.cho.asks('list --all')).toMatch(/chk_/)
})

test('one who may see and may not ask is told whom to ask', async () => {
  expect(await story.ben.asks('rotate chk_cart')).toMatch(/Only members of edge-on-call may ask.*Ask one of them/s)
})

test('Akamai being down is told in one sentence, and nothing happens', async () => {
  await story.failAkamai(1)
  const answer = await story.ana.asks('rotate mkt_token1')
  await story.failAkamai(0)
  expect(answer).toMatch(/Akamai.*\. Nothing has happened\. Please try again/s)
})

test('a token made a moment ago by somebody else is looked up before it is called unknown', async () => {
  await story.pass('1m')
  await story.makeToken('mkt_brand_new')
  expect(await story.ana.asks('show mkt_brand_new')).toMatch(/mkt_brand_new in account acme \(marketing\)/)
})

test('advice names the worst first, a page at a time, and only of tokens that one may see', async () => {
  const first = await story.cho.types('advise')
  expect(textOf(first)).toMatch(/findings, worst first.*Page 1 of \d/s)
  expect(await story.cho.clicks(first, 'page-next')).toMatch(/Page 2 of \d/)
  expect(await story.dee.asks('advise')).not.toMatch(/chk_/)
})
