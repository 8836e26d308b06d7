import type { App } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { startBoltApp } from './start-bolt-app.ts'

type Told = { readonly view: { readonly id: string; readonly hash: string; readonly state: unknown }; actions: unknown }

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value), value })

const form = (fruit: readonly string[] = ['apple', 'pear'], nameId = 'name'): ModalView => ({
  type: 'modal',
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: nameId,
      label: plain('Name'),
      dispatch_action: true,
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      },
    },
    {
      type: 'input',
      block_id: 'fruit',
      label: plain('Fruit'),
      dispatch_action: true,
      element: { type: 'multi_static_select', action_id: 'value', options: fruit.map(option) },
    },
    { type: 'input', block_id: 'silent', label: plain('Said at the end'), optional: true, element: text('value') },
  ],
})
const text = (id: string) => ({ type: 'plain_text_input' as const, action_id: id })

let slack: SlackSandbox
let app: App
let told: Told[]

beforeEach(async () => {
  slack = await startSlack()
  told = []
  app = await startBoltApp(slack, (bolt) => {
    bolt.command('/edgekv', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: form() })
    })
    bolt.action(/^/, async ({ ack, body }) => {
      await ack()
      told.push(body as unknown as Told)
    })
    bolt.view(/^/, async ({ ack }) => ack())
  })
})
afterEach(async () => {
  await app?.stop()
  await slack?.close()
})

const opened = async () => {
  await slack.driver.command({ user: 'U0ANA', channel: 'C0MARKETING', text: 'create' })
  return slack.driver.waitFor(() => slack.driver.views('U0ANA')[0])
}
const typed = { user: 'U0ANA', actionId: 'value', blockId: 'name' }
const update = (args: { view_id: string; hash?: string; view: ModalView }) =>
  app.client.views.update(args).then(
    ({ view }) => view?.hash ?? '',
    (error: { data?: { error?: string } }) => error.data?.error,
  )

test('a typed character tells the app of the whole form, with the hash that it was typed at', async () => {
  const view = await opened()
  await slack.driver.click({ ...typed, viewId: view.id, value: 'm', values: { silent: 'x' } })
  await slack.driver.click({ ...typed, viewId: view.id, blockId: 'fruit', selected: ['pear'] })
  expect(told[1]?.view).toMatchObject({ id: view.id, hash: view.hash })
  expect(told[1]?.view.state).toMatchObject({
    values: {
      name: { value: { type: 'plain_text_input', value: 'm' } },
      fruit: { value: { selected_options: [{ value: 'pear' }] } },
      silent: { value: { value: 'x' } },
    },
  })
  expect(told[0]).toMatchObject({
    container: { type: 'view', view_id: view.id },
    actions: [{ type: 'plain_text_input', block_id: 'name', value: 'm' }],
  })
  expect(told[0]).not.toHaveProperty('response_url')
})

test('what has no dispatch_action, or not for that key, is told to nobody; neither is what is not on the screen', async () => {
  const view = await opened()
  const use = (more: object) => slack.driver.click({ ...typed, viewId: view.id, value: 'm', ...more })
  await expect(use({ blockId: 'silent' })).rejects.toThrow(/no dispatch_action/)
  await expect(use({ enter: true })).rejects.toThrow(/not told on_enter_pressed/)
  await expect(use({ user: 'U0BEN' })).rejects.toThrow(/has no view/)
  await slack.driver.closeView({ user: 'U0ANA', viewId: view.id })
  await expect(use({})).rejects.toThrow(/has no view/)
  expect(told).toEqual([])
})

test('an update keeps what was put in where the same field still is, and loses it elsewhere', async () => {
  const { id: viewId } = await opened()
  await slack.driver.click({ ...typed, viewId, value: 'mkt', values: { fruit: ['apple', 'pear'], silent: 'x' } })
  const held = () => slack.driver.views('U0ANA')[0]?.typed
  await update({ view_id: viewId, view: form() })
  expect(held()).toEqual({ 'name/value': 'mkt', 'fruit/value': ['apple', 'pear'], 'silent/value': 'x' })
  await update({ view_id: viewId, view: form(['apple', 'plum']) })
  expect(held()).toEqual({ 'name/value': 'mkt', 'silent/value': 'x' })
  await update({ view_id: viewId, view: form(['apple', 'plum'], 'called') })
  expect(held()).toEqual({ 'silent/value': 'x' })
  const sent = await slack.driver.submitView({ user: 'U0ANA', viewId, values: { called: 'a', fruit: ['plum'] } })
  expect(sent.outcome).toBe('ok')
})

test('an update from an older state is a hash conflict, one of a closed form not found, and both change nothing', async () => {
  const view = await opened()
  const next = await update({ view_id: view.id, hash: view.hash, view: form(['plum']) })
  expect(await update({ view_id: view.id, hash: view.hash, view: form() })).toBe('hash_conflict')
  expect(JSON.stringify(slack.driver.views('U0ANA')[0]?.content)).toContain('plum')
  expect(await update({ view_id: view.id, hash: next ?? '', view: form() })).not.toBe('hash_conflict')
  await slack.driver.closeView({ user: 'U0ANA', viewId: view.id })
  expect(await update({ view_id: view.id, view: form() })).toBe('not_found')
})

test.each([[[]], [['on_blur']], [['on_enter_pressed', 'on_enter_pressed', 'on_enter_pressed']]])(
  'Slack refuses a dispatch_action_config of %j',
  async (triggers) => {
    const view = await opened()
    const wrong = structuredClone(form())
    Object.assign((wrong.blocks[0] as { element: object }).element, {
      dispatch_action_config: { trigger_actions_on: triggers },
    })
    expect(await update({ view_id: view.id, view: wrong })).toBe('invalid_arguments')
  },
)
