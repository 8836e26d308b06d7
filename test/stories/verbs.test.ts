import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

test.for<[string, RegExp]>([
  // help and looking
  ['', /What would you like to do/],
  ['help', /rotate TOKEN.*plan rotate\|migrate\|revoke TOKEN/s],
  ['help revoke', /revoke TOKEN --reason/],
  ['help rotat', /no verb .*rotat.*did you mean.*rotate/s],
  ['show nothing_like_it', /no token called nothing_like_it that you can see; Akamai was looked at too/],
  ['where mkt_token1', /EdgeWorker 4101.*serves www\.example\.com/s],
  ['where mkt_unused', /No active bundle that the bot can see uses it/],
  ['status mkt_token1', /Nothing is running|R\d+/],
  ['audit mkt_unused', /Nobody has done anything to mkt_unused/],
  ['list mkt_* --expiring 30d', /mkt_token1/],
  ['list --owner nobody', /No token matches\. What there is: \/edgekv list\./],
  ['list --account=nowhere', /no account called nowhere/],
  ['list mkt_* --expiring 90m', /No token matches/],
  ['list mkt_* --expiring 30s', /No token matches/],
  ['list mkt_* --expiring 200h', /1 token, worst first.*mkt_token1/s],
  ['list mkt_old', /No token matches but 1 expired token that nothing uses; --all lists them too/],
  ['list mkt_*', /2 tokens, worst first.*mkt_unused.*Left out: 1 expired token that nothing uses/s],
  ['list mkt_* --all', /3 tokens, worst first.*mkt_old/s],
  ['list tokens mkt_* --include-expired', /3 tokens, worst first.*mkt_old/s],
  // what Akamai's own command line would do
  ['edgekv list tokens', /tokens, worst first/],
  ['akamai edgekv download token mkt_token1 --save_path=x.tgz --overwrite', /never shows a token value/],
  ['edgekv list namespaces staging', /for Akamai's own command line/],
  [
    'edgekv create token t1 --staging=allow --production=deny --namespace=marketing+r --section=edgekv',
    /In which account/,
  ],
  // dates of old documentation
  [
    'edgekv create token t1 --account=acme --staging=allow --production=deny --ewids=4101 --namespace=marketing+r --expiry=2021-12-31',
    /2021-12-31 has passed\. Tokens of account acme refresh themselves.*Go on without --expiry/s,
  ],
  ['create token t1 --staging=allow --production=deny --namespace=marketing+r', /In which account\?.*acme.*globex/s],
  [
    'create token t1 --account=nowhere --staging=allow --production=deny --namespace=marketing+r',
    /no account called nowhere/,
  ],
  [
    'create token mkt_token1 --account=acme --staging=allow --production=deny --namespace=marketing+r',
    /called mkt_token1 already/,
  ],
  ['create token t1 --staging=deny --production=deny --namespace=marketing+r', /allowed on one network at least/],
  [
    'create token t1 --staging=allow --production=deny --pair --namespace=marketing+r',
    /both must be allowed.*production=allow/s,
  ],
  // what cannot be done
  ['refresh mkt_token1', /cannot be refreshed in place.*Rotate it instead/s],
  ['rotate mkt_token1 --refresh --replace', /exclude each other/],
  ['rotate mkt_token1 --refresh --namespace=marketing+r', /A refresh keeps the token as it is/],
  ['plan revoke mkt_token1', /is used by EdgeWorker 4101/],
  ['revoke mkt_old --reason dead', /dead already/],
  ['retry R1', /There is no R1|is not held/],
  ['abandon R4711', /There is no R4711/],
  ['abandon k7qx99', /Nothing unfinished with the mark k7qx99/],
  ['adopt k7qx99', /Nothing unfinished with the mark k7qx99/],
  ['source R4711 done', /There is no R4711/],
  ['withdraw R4711', /There is no R4711/],
  ['approve R4711', /There is no R4711/],
  ['deny R4711 --reason no', /There is no R4711/],
  ['break-glass revoke mkt_token1', /goes with a verb and a token/],
])('"%s" is answered to the asker alone', async ([line, answer]) => {
  const message = await story.ana.types(line)
  expect(textOf(message)).toMatch(answer)
  expect(message.ephemeral).toBe(true)
})

test('a token value is never shown again, whatever it is pasted into', async () => {
  const value = `eyJhbGciOiJIUzI1NiJ9.eyJ${'q7R8'.repeat(20)}.c2lnbmF0dXJl`
  for (const line of [`rotate ${value}`, `rotate mkt_token1 --reason "${value}"`, value]) {
    const answer = await story.ana.asks(line)
    expect(answer).toMatch(/kept and show nothing of it.*--compromised/s)
    expect(answer).not.toContain('q7R8q7R8')
  }
  expect(JSON.stringify(await story.keptInRedis())).not.toContain('q7R8q7R8')
})

test('what happened is looked for as far back as was said, in seconds too', async () => {
  const days = async (since: string): Promise<number> => {
    const [day] = /\d{4}-\d\d-\d\d/.exec(await story.ana.asks(`audit mkt_unused --since ${since}`)) ?? []
    return Math.round((Date.now() - Date.parse(day ?? '')) / 86_400_000)
  }
  expect(await days('90d')).toBeGreaterThan(80)
  for (const since of ['90s', '90m', '24h']) expect(await days(since)).toBeLessThan(5)
})

test('the go-on button runs the same line without the date that has passed', async () => {
  const line =
    'create token mkt_past --account=acme --staging=allow --production=deny --ewids=4101 --namespace=marketing+r'
  const stale = await story.ana.types(`${line} --expiry=2021-12-31 --reason "from the docs"`)
  expect(await story.ana.clicks(stale, 'run')).toMatch(
    /Create a token mkt_past.*marketing \(r\); staging; EdgeWorker 4101/s,
  )
})

test('which account and which half: the button keeps everything else of the line', async () => {
  const which = await story.ana.types('rotate shared_ro --reason "it leaks" --compromised')
  expect(await story.ana.clicks(which, 'run')).toMatch(
    /Rotate shared_ro.*There is no EdgeWorker that the bot could give a new key to/s,
  )
  await story.pass('1m')
  await story.makeToken('mkt_half_stg')
  await story.makeToken('mkt_half_prd')
  const half = await story.ana.types('rotate acme/mkt_half --compromised')
  expect(textOf(half)).toMatch(
    /There is no mkt_half, but there is mkt_half_(stg|prd) and mkt_half_(stg|prd)\. Which one\? For both, press one after the other/,
  )
  expect(actionsOf(half)).toEqual(['run', 'run'])
  expect(await story.ana.clicks(half, 'run')).toMatch(/Rotate mkt_half_/)
})

test('a pair is one request with two tokens, and the asker alone gets both entries to paste', async () => {
  const one = await story.ana.types(
    'create token mkt_both --account=acme --staging=allow --production=allow --ewids=4101 --namespace=marketing+r',
  )
  expect(textOf(one)).toMatch(/mkt_both is allowed on staging and on production.*--pair/s)
  expect(actionsOf(one)).toEqual(['ask', 'cancel', 'explain', 'run'])
  expect(await story.ana.clicks(one, 'run')).toMatch(/Create a token mkt_both_stg and mkt_both_prd/)
  const pair = await story.ana.types(
    'create token acme/mkt_both --staging=allow --production=allow --pair --ewids=4101 --namespace=marketing+r',
  )
  expect(textOf(pair)).toMatch(
    /mkt_both_stg may use\*?\nmarketing \(r\); staging.*mkt_both_prd may use\*?\nmarketing \(r\); production/s,
  )
  await story.ana.clicks(pair, 'ask')
  const card = await story.ben.reads(/Create a token mkt_both_stg and mkt_both_prd[\s\S]*asks for this/)
  await story.ben.clicks(card, 'approve')
  const done = await story.until(card, /mkt_both_stg and mkt_both_prd created/)
  expect(textOf(done)).not.toMatch(/"reference"/)
  const told = textOf(await story.ana.isTold(/mkt_both_stg and mkt_both_prd created/))
  expect(told).toMatch(/"name": "mkt_both_stg", "reference": "[0-9a-f-]{36}"/)
  expect(told).toMatch(/"name": "mkt_both_prd", "reference": "[0-9a-f-]{36}"/)
  const made = (await story.control.effects()).filter(({ name }) => name?.startsWith('mkt_both') === true)
  expect(made).toHaveLength(2)
}, 60_000)

test('a form that is filled in wrongly stays open and says what is wrong, field by field', async () => {
  await story.ana.sends('create --account=acme')
  const sent = await story.fillsIn(story.ana, {
    name: 'no spaces please',
    networks: ['staging'],
    namespaces: ['marketing'],
    rights: 'r',
  })
  expect(sent.errors).toEqual({ name: expect.stringMatching(/1 to 32 letters/) })
  const pair = await story.ana.submits({
    name: 'mkt_form',
    networks: ['pair'],
    namespaces: ['marketing'],
    rights: 'r',
    ewids: ['4101'],
  })
  expect(pair).toMatch(/Create a token mkt_form_stg and mkt_form_prd/)
})

test('a reason in a form is a text, whatever looks like an option in it', async () => {
  await story.ana.sends('create --account=acme')
  const plan = await story.ana.submits({
    name: 'mkt_quoted',
    networks: ['staging'],
    namespaces: ['marketing'],
    rights: 'r',
    reason: 'for the new shop» --namespace=checkout+rwd « and\n„more“ --pair',
  })
  expect(plan).toMatch(/Create a token mkt_quoted in account acme/)
  expect(plan).not.toMatch(/checkout|mkt_quoted_stg/)
})

test('a token that refreshes itself is refreshed in place, without a deployment, once somebody approved', async () => {
  const plan = await story.cho.types('refresh acme/chk_auto')
  expect(textOf(plan)).toMatch(/renews the key in place\. No EdgeWorker is deployed/)
  await story.cho.clicks(plan, 'ask')
  const card = await story.ben.reads(/Refresh in place chk_auto[\s\S]*asks for this/)
  await story.ben.clicks(card, 'approve')
  await story.until(card, /chk_auto refreshed in place/)
  const again = await story.cho.types('rotate acme/chk_auto')
  expect(textOf(again)).toMatch(/refreshes itself.*Refresh in place.*Replace/s)
})

test('a token that nothing uses is revoked, after one more look', async () => {
  const plan = await story.ana.types('revoke mkt_unused --reason "left over"')
  await story.ana.clicks(plan, 'ask')
  const card = await story.ben.reads(/Revoke mkt_unused[\s\S]*left over/)
  await story.ben.clicks(card, 'approve')
  await story.until(card, /mkt_unused revoked/)
  expect(await story.ana.asks('audit mkt_unused')).toMatch(/request\.approved.*by/s)
})

test('a running rotation is steered only by those who may, and abandoned it goes back', async () => {
  const plan = await story.ana.types('rotate mkt_token1')
  const asked = await story.ana.clicks(plan, 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? ''
  const card = await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  await story.ben.clicks(card, 'approve')
  await story.until(card, /new token \S+ created/)
  expect(await story.ana.asks(`withdraw ${id}`)).toMatch(/has begun; it cannot be withdrawn/)
  expect(await story.ana.asks(`retry ${id}`)).toMatch(/is not held/)
  expect(await story.ana.asks(`source ${id} done`)).toMatch(/does not wait for its source now/)
  expect(await story.ana.asks('rotate mkt_token1')).toMatch(new RegExp(`are being worked on by ${id}`))
  const leaked = await story.ana.types('rotate mkt_token1 --compromised')
  expect(actionsOf(leaked)).toEqual(['ask', 'cancel', 'explain', 'make-way'])
  expect(await story.ana.asks(`abandon ${id}`)).toMatch(/is being abandoned/)
  expect(await story.ana.asks(`abandon ${id}`)).toMatch(/is being abandoned already|has ended/)
  await story.until(card, /going back: 6 of 6/)
  await story.pass('25h')
  await story.until(card, /Abandoned/)
}, 60_000)

test('what waits about a token is shown however many plans were made since, in the account that was named', async () => {
  const plan = await story.ana.types('rotate mkt_token1 --reason "an old one"')
  const id = /Asked as (R\d+)/.exec(await story.ana.clicks(plan, 'ask'))?.[1] ?? 'none'
  for (let n = 0; n < 51; n += 1) await story.ana.asks('rotate acme/shared_ro --replace')
  expect(await story.ana.asks('status acme/mkt_token1')).toContain(id)
  expect(await story.ana.asks('status globex/mkt_token1')).toMatch(/Nothing is running or waiting/)
})
