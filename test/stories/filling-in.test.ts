import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { View } from '../../src/sandbox/slack/world/view.ts'
import { forge } from './support/forge.ts'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'
import { untilShown } from './support/until-saved.ts'

/** The lines of the audit trail so far. */
const trail = (dir: string): readonly string[] =>
  readdirSync(dir).flatMap((file) => readFileSync(join(dir, file), 'utf8').split('\n'))

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

const user = 'U0ANA'
const driver = () => story.sandbox.slack.driver
const modal = (): View | undefined =>
  driver()
    .views(user)
    .find(({ kind }) => kind === 'modal')
const blocksOf = (view: View | undefined): Readonly<Record<string, unknown>>[] =>
  Array.isArray(view?.content['blocks']) ? (view.content['blocks'] as Readonly<Record<string, unknown>>[]) : []

/** What stands under a field, up to the next one. */
const under = (field: string, view = modal()): string => {
  const blocks = blocksOf(view)
  const at = blocks.findIndex((block) => block['block_id'] === field)
  const end = blocks.findIndex((block, index) => index > at && block['type'] === 'input')
  return textOf({ text: '', blocks: blocks.slice(at + 1, end < 0 ? undefined : end) as never }).trim()
}
const opened = async (): Promise<View> => {
  for (const view of driver().views(user))
    if (view.kind === 'modal') await driver().closeView({ user, viewId: view.id })
  return untilShown(
    () => story.ana.sends('create --account=acme'),
    () => driver().waitFor(modal, 5_000),
  )
}
const puts = (viewId: string, blockId: string, selected: string | readonly string[]) =>
  driver().click({ user, viewId, actionId: 'value', blockId, selected })
const says = (field: string, pattern: RegExp) => driver().waitFor(() => pattern.test(under(field)), 15_000)

let view: View
beforeEach(async () => {
  story.sandbox.slack.settings({ errors: [], latencyMs: 0 })
  view = await opened()
})

test.for<[string, RegExp]>([
  ['mkt_token1', /^❌ mkt_token1 is taken: choose another name\.$/],
  ['mkt tok', /^❌ A space will not do: 1 to 32 letters, digits, _ or -, such as mkt_token1\.$/],
  ['märz', /^❌ ä will not do/],
  ['-x', /^❌ A name cannot begin with -/],
  ['n'.repeat(33), /^❌ 33 characters are too many: Akamai takes 32\.$/],
  [
    'mkt_token1_r7',
    /^✅ This name is free\.\n💡 _r7 is for replacements: the bot would take this for one of mkt_token1\.$/,
  ],
  [`eyJhbGciOiJIUzI1NiJ9.eyJ${'a1B2'.repeat(12)}.c2ln`, /^❌ This looks like a token value, so nothing of it was kept/],
  ['mkt_new', /^✅ This name is free\.$/],
])('of %s the form says what it thinks while it is typed', async ([name, sentence]) => {
  await puts(view.id, 'name', name)
  await says('name', sentence)
  expect(modal()?.typed).toEqual({ 'name/value': name })
})

test('a token value that is typed or pasted into a field is kept nowhere, and shown by nobody but its typist', async () => {
  await puts(view.id, 'name', `eyJhbGciOiJIUzI1NiJ9.eyJ${'q7R8'.repeat(20)}.c2lnbmF0dXJl`)
  await says('name', /looks like a token value/)
  const kept = JSON.stringify([await story.keptInRedis(), trail(story.auditDir), modal()?.content])
  expect(kept).not.toContain('q7R8q7R8')
})

test('what an open request asked for first is not free', async () => {
  const plan = await story.ana.types(
    'create token mkt_first --account=acme --staging=allow --production=deny --ewids=4101 --namespace=marketing+r',
  )
  await story.ana.clicks(plan, 'ask')
  await puts(view.id, 'name', 'mkt_first')
  await says('name', /^❌ Somebody has asked for mkt_first already/)
})

test('a pair wants both names free, and room for what tells them apart', async () => {
  await puts(view.id, 'networks', ['pair'])
  await puts(view.id, 'name', 'n'.repeat(29))
  await says('name', /^❌ 29 characters are too many for a pair, which adds _stg and _prd: 28 will do\.$/)
  await puts(view.id, 'name', 'mkt_new')
  await says('name', /^✅ Both names are free\.$/)
})

test('advice is shown before anything is sent, at the field it is about, and goes when it is followed', async () => {
  await puts(view.id, 'name', 'mkt_new')
  await puts(view.id, 'networks', ['staging', 'production'])
  await puts(view.id, 'namespaces', ['marketing', 'default'])
  await puts(view.id, 'rights', 'rwd')
  await says('rights', /^💡 Read alone does the least harm/)
  expect(under('networks')).toMatch(/One token for one environment|one environment alone.*both, one token each/)
  expect(under('namespaces')).toMatch(/A token for each namespace.*default is for experiments/s)
  expect(under('ewids')).toMatch(/every EdgeWorker of the account may use it/)
  await puts(view.id, 'ewids', ['4106'])
  await says('ewids', /Not of the namespace's access group: EdgeWorker 4106/)
  await puts(view.id, 'ewids', ['4101'])
  await puts(view.id, 'networks', ['pair'])
  await puts(view.id, 'namespaces', ['marketing'])
  await puts(view.id, 'rights', 'r')
  await driver().waitFor(() => under('rights') === '' && under('networks') === '' && under('ewids') === '', 15_000)
  expect(under('namespaces')).toBe('')
  expect(JSON.stringify(modal()?.content)).toMatch(/refresh themselves.*--expiry is not needed/)
  const answer = await story.ana.submits({ reason: 'a new page' })
  expect(answer).toMatch(/Create a token mkt_new_stg and mkt_new_prd/)
})

test('however fast somebody types, the form ends with what is said of the last character, and loses none', async () => {
  const name = 'mkt_token1'
  await Promise.all([...name].map((_, length) => puts(view.id, 'name', name.slice(0, length + 1))))
  await says('name', /^❌ mkt_token1 is taken/)
  await puts(view.id, 'name', `${name}b`)
  await says('name', /^✅ This name is free/)
  expect(modal()?.typed).toEqual({ 'name/value': 'mkt_token1b' })
  const updates = story.sandbox.slack.effects().filter(({ name: method }) => method === 'views.update')
  expect(updates.filter(({ outcome }) => outcome === 'hash_conflict')).toEqual([])
})

test('a form that was closed meanwhile is left alone, and nobody is told anything', async () => {
  const answers = story.ana.answers()
  story.sandbox.slack.settings({ latencyMs: 300 })
  await puts(view.id, 'name', 'mkt_token1')
  await driver().closeView({ user, viewId: view.id })
  await driver().waitFor(
    () => story.sandbox.slack.effects().some(({ name, outcome }) => name === 'views.update' && outcome === 'not_found'),
    15_000,
  )
  expect(modal()).toBeUndefined()
  expect(story.ana.answers()).toBe(answers)
})

test('a keystroke that is delivered again changes nothing', async () => {
  const { deliveryId } = await puts(view.id, 'name', 'mkt_token1')
  await says('name', /is taken/)
  await puts(view.id, 'name', 'mkt_fine')
  await says('name', /is free/)
  const before = modal()?.hash
  await story.replay(deliveryId)
  await puts(view.id, 'name', 'mkt_finer')
  await driver().waitFor(() => story.sandbox.slack.effects().at(-1) !== undefined)
  expect(modal()?.hash).toBe(before)
  expect(under('name')).toBe('✅ This name is free.')
})

test('when Slack wants a pause, the form waits and then says it', async () => {
  story.sandbox.slack.settings({
    errors: [{ method: 'views.update', error: 'ratelimited', status: 429, retryAfter: 1, times: 1 }],
  })
  await puts(view.id, 'name', 'mkt_token1')
  await says('name', /is taken/)
})

test('what a stranger puts in to a form of ours is refused: the form stays as it is, and the trail keeps the attempt', async () => {
  const before = { hash: modal()?.hash, answers: story.ana.answers() }
  const payload = {
    type: 'block_actions',
    user: { id: 'U0EVE', team_id: 'T0OTHER' },
    team: { id: 'T0SANDBOX' },
    container: { type: 'view', view_id: view.id },
    trigger_id: 'forged.1',
    view: {
      ...{ type: 'modal', id: view.id, hash: view.hash, callback_id: 'create' },
      private_metadata: JSON.stringify({ ref: 'acme', channel: 'C0MARKETING' }),
      state: { values: { name: { value: { type: 'plain_text_input', value: 'mkt_token1' } } } },
    },
    actions: [
      { type: 'plain_text_input', action_id: 'value', block_id: 'name', value: 'x', action_ts: '9999999999.1' },
    ],
  }
  expect(await forge(story, payload)).toBe(200)
  await story.waitFor(() =>
    trail(story.auditDir).find((text) => text.includes('"tried":"typed"') && text.includes('U0EVE')) ? {} : undefined,
  )
  expect({ hash: modal()?.hash, answers: story.ana.answers() }).toEqual(before)
  expect(
    story.sandbox.slack.driver.messages({ channel: 'C0MARKETING', user: 'U0EVE' }).filter(({ ephemeral }) => ephemeral),
  ).toEqual([])
})

test('a form that is sent with a name that is taken by now opens again, with all that was put in', async () => {
  const put = { networks: ['staging'], namespaces: ['marketing'], ewids: ['4101'], rights: 'rw', reason: 'a page' }
  const sent = await story.fillsIn(story.ana, { name: 'mkt_token1', ...put })
  expect(sent.outcome).toBe('ok')
  const again = await driver().waitFor(() => (modal()?.id === view.id ? undefined : modal()), 15_000)
  expect(under('name', again)).toMatch(/mkt_token1 is taken/)
  expect(await story.ana.submits({ name: 'mkt_free' })).toMatch(
    /Create a token mkt_free.*marketing \(rw\); staging; EdgeWorker 4101/s,
  )
})
