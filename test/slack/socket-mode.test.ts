import { afterAll, beforeAll, expect, test } from 'vitest'
import { sentences } from '../../src/slack/sentences.ts'
import { type SlackWorld, startSlackWorld } from './support/slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await startSlackWorld('socket')
})
afterAll(() => world.close())

const ana = { user: 'U0ANA', channel: 'C0MARKETING' }
const released = () => world.inbox.released().length

test('says that it is ready once the web socket is open', async () => {
  await expect.poll(() => world.app.ready(), { timeout: 5_000 }).toBe(true)
  expect(world.app.handler).toBeUndefined()
})

test('a command comes over the web socket, is saved, acknowledged and released', async () => {
  const before = released()
  expect(await world.slack.driver.command({ ...ana, text: 'rotate mkt_token1' })).toMatchObject({ outcome: 'ok' })
  await expect.poll(released).toBe(before + 1)
  expect(world.inbox.released().at(-1)).toMatchObject({ kind: 'command', sender: { user: 'U0ANA' } })
})

test('a command that cannot be saved is answered in the acknowledgement', async () => {
  world.inbox.behave('fail')
  const result = await world.slack.driver.command({ ...ana, text: 'rotate mkt_token1' })
  world.inbox.behave('well')
  expect(result.body).toContain(sentences.cannotSave)
})

test('a delivery that comes twice has one effect', async () => {
  const before = released()
  const { deliveryId } = await world.slack.driver.command({ ...ana, text: 'list' })
  await expect.poll(released).toBe(before + 1)
  await world.slack.driver.replay(deliveryId)
  expect(released()).toBe(before + 1)
})

test('when Slack ends the connection it is opened again at once', async () => {
  world.slack.disconnectSockets('refresh_requested')
  await expect.poll(() => world.app.ready(), { timeout: 3_000, interval: 5 }).toBe(false)
  await expect.poll(() => world.app.ready(), { timeout: 4_000 }).toBe(true)
  expect(await world.slack.driver.command({ ...ana, text: 'list' })).toMatchObject({ outcome: 'ok' })
})

test('while Slack refuses connections nothing breaks, and it says that it is not ready', async () => {
  world.slack.settings({ errors: [{ method: 'apps.connections.open', error: 'invalid_auth' }] })
  world.slack.disconnectSockets('link_disabled')
  await expect.poll(() => world.log.text(), { timeout: 4_000 }).toContain('slack socket cannot be opened')
  expect(world.app.ready()).toBe(false)
  world.slack.settings({ errors: [] })
  await expect.poll(() => world.app.ready(), { timeout: 10_000 }).toBe(true)
  expect(world.log.text()).not.toMatch(/wss?:|xapp|xoxb/)
})
