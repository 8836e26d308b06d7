import { afterAll, beforeAll, expect, test } from 'vitest'
import { objectsOf } from '../../src/sandbox/slack/json.ts'
import { type Story, startStory } from './support/start-story.ts'
import { buttonsOf, textOf } from './support/texts.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

const pressAtHome = async (user: string, action: string, value: string) => {
  const { driver } = story.sandbox.slack
  const page = driver.views(user).find((view) => view.content['type'] === 'home')
  const blocks = objectsOf(page?.content['blocks'])
  const actionId = buttonsOf({ blocks }).find((id) => id.replace(/#\d+$/, '') === action) ?? action
  const sent = await driver.click({ user, viewId: page?.id ?? '', actionId, value })
  expect(sent.outcome).toBe('ok')
  return page?.hash
}

test('App Home: what waits can be decided there, the answer comes directly, and the page shows how things stand', async () => {
  const plan = await story.ana.types('rotate mkt_token1')
  const id = /Asked as (R\d+)/.exec(await story.ana.clicks(plan, 'ask'))?.[1] ?? ''
  await story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
  expect(await story.ben.opensHome()).toMatch(new RegExp(`Waiting for you.*${id}.*Approve.*Deny`, 's'))
  const before = await pressAtHome('U0BEN', 'approve', `acme/${id}`)
  await story.ben.isTold(new RegExp(`Thank you: ${id} is approved`))
  const after = await story.sandbox.slack.driver.waitFor(() => {
    const page = story.sandbox.slack.driver.views('U0BEN').find((view) => view.content['type'] === 'home')
    return page !== undefined && page.hash !== before ? JSON.stringify(page.content) : undefined
  }, 15_000)
  expect(after).toMatch(/Nothing waits for your decision/)
  expect(await story.dee.opensHome()).not.toMatch(/"Approve"/)
})

test('App Home shows the asker what they may still take back, and tokens with what can be done', async () => {
  const plan = await story.cho.types('refresh acme/chk_auto')
  const id = /Asked as (R\d+)/.exec(await story.cho.clicks(plan, 'ask'))?.[1] ?? ''
  expect(await story.cho.opensHome()).toMatch(new RegExp(`Your requests.*${id}.*Withdraw.*Your tokens.*Rotate`, 's'))
  await pressAtHome('U0CHO', 'withdraw', `acme/${id}`)
  expect(textOf(await story.cho.isTold(new RegExp(`${id} is withdrawn`)))).toMatch(/nothing was done/)
})
