import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Form } from '../../src/core/chat/views/view.ts'
import type { Drafts } from '../../src/core/ports/drafts.ts'
import type { ReplyHandle } from '../../src/core/ports/messenger.ts'
import { createSlackClient } from '../../src/slack/slack-client.ts'
import { createSlackMessenger } from '../../src/slack/slack-messenger.ts'
import { createMemoryDrafts } from '../fakes/memory-drafts.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { type SlackWorld, startSlackWorld } from './support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await startSlackWorld()
})
afterAll(() => world.close())

const user = 'U0ANA'
const formSaying = (text: string): Form => ({
  form: 'create',
  ref: 'acme',
  title: 'A form',
  submit: 'Send',
  blocks: [
    { kind: 'field', field: { id: 'name', label: 'Name', kind: 'text', told: true } },
    { kind: 'note', text: [text] },
  ],
})

const messengerWith = (drafts: Drafts) => {
  const log = createMemoryLog()
  const { botToken, apiUrl } = world.slack
  return createSlackMessenger({ client: createSlackClient({ botToken, apiUrl }, log), log, drafts, apiUrl })
}

let drafts: Drafts
let messenger: ReturnType<typeof messengerWith>
let opened: { readonly id: string; readonly hash: string }
beforeEach(async () => {
  world.slack.reset()
  world.slack.settings({ errors: [], loseAnswers: [], latencyMs: 0 })
  await world.slack.connect({ url: world.url })
  drafts = createMemoryDrafts()
  messenger = messengerWith(drafts)
  await world.slack.driver.command({ user, channel: 'C0MARKETING', text: 'create' })
  const [saved] = await world.inbox.take(100, 1_000).then((taken) => taken.toReversed())
  const reply: ReplyHandle = saved?.inbound.reply ?? { platform: 'slack', data: {} }
  await messenger.openForm(reply, formSaying('as it was opened'))
  opened = viewNow()
})

const viewNow = () => {
  const view = world.slack.driver.views(user).find(({ kind }) => kind === 'modal')
  return { id: view?.id ?? '', hash: view?.hash ?? '', text: JSON.stringify(view?.content ?? {}) }
}
const typedAt = (at: number, hash = opened.hash, view = opened.id): ReplyHandle => ({
  platform: 'slack',
  data: { user, team: 'T0SANDBOX', view, hash, at: `1795000000.${String(at).padStart(6, '0')}` },
})
const shows = (at: number, text: string, hash?: string) =>
  messenger.refreshForm(typedAt(at, hash), async () => formSaying(text))
const updates = () => world.slack.effects().filter(({ name }) => name === 'views.update')

test('a form shows what is said of the newest keystroke, though an older one comes later', async () => {
  await shows(2, 'newer')
  await shows(1, 'older')
  expect(viewNow().text).toContain('newer')
  expect(updates()).toHaveLength(1)
})

test('an update that is still under way when something newer is typed does not have the last word', async () => {
  world.slack.settings({ latencyMs: 200 })
  await Promise.all([1, 2, 3, 4].map((at) => shows(at, `keystroke ${at}`)))
  expect(viewNow().text).toContain('keystroke 4')
  expect(updates().filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  expect(updates().length).toBeLessThanOrEqual(2)
})

test('the same remark is not sent twice', async () => {
  await shows(1, 'free')
  await shows(2, 'free')
  expect(updates()).toHaveLength(1)
})

test('after an update whose process died before it could say so, what is typed next finds the form as it is', async () => {
  await shows(1, 'first')
  const other = createMemoryDrafts()
  await messengerWith(other).refreshForm(typedAt(2, viewNow().hash), async () => formSaying('unheard of'))
  expect(viewNow().text).toContain('unheard of')
  await shows(3, 'third', viewNow().hash)
  expect(viewNow().text).toContain('third')
  expect(updates().map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'hash_conflict', 'ok'])
})

test('a form that somebody else changed is not overwritten from an old state', async () => {
  const before = opened.hash
  const other = createMemoryDrafts()
  await messengerWith(other).refreshForm(typedAt(1), async () => formSaying('changed by somebody'))
  await shows(2, 'from the old state', before)
  expect(viewNow().text).toContain('changed by somebody')
})

test('a closed form is not opened again, and nobody is asked twice', async () => {
  await world.slack.driver.closeView({ user, viewId: opened.id })
  await shows(1, 'too late')
  expect(viewNow().id).toBe('')
  expect(updates().map(({ outcome }) => outcome)).toEqual(['not_found'])
})

test('when Slack wants a pause it has one, and then the newest is shown', async () => {
  world.slack.settings({
    errors: [{ method: 'views.update', error: 'ratelimited', status: 429, retryAfter: 1, times: 1 }],
  })
  const began = Date.now()
  await Promise.all([shows(1, 'one'), shows(2, 'two')])
  expect(Date.now() - began).toBeGreaterThan(950)
  expect(viewNow().text).toContain('two')
})

test('when nothing can be said the form stays, and the next keystroke need not wait', async () => {
  await messenger.refreshForm(typedAt(1), async () => undefined)
  await expect(
    messenger.refreshForm(typedAt(2), async () => Promise.reject(new Error('Redis is away'))),
  ).rejects.toThrow('Redis is away')
  await shows(3, 'here again')
  expect(viewNow().text).toContain('here again')
})

test.for<Readonly<Record<string, string>>>([{}, { view: 'V1' }, { view: 'V1', at: 'soon' }])(
  'a keystroke that does not say where and when it was leaves everything as it is: %j',
  async (data) => {
    await messenger.refreshForm({ platform: 'slack', data: { user, team: 'T0SANDBOX', ...data } }, async () =>
      formSaying('never'),
    )
    expect(updates()).toEqual([])
  },
)
