import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/slack/driver/driver.ts'
import { type Story, startStory } from './support/start-story.ts'
import { storyConfig } from './support/story-config.ts'
import { actionsOf, textOf } from './support/texts.ts'

let story: Story
afterEach(() => story?.close())

const start = async (scanEvery: string): Promise<void> => {
  const every = `credentials: { production: default }, scanEvery: ${scanEvery} }`
  story = await startStory((auditDir) =>
    storyConfig(auditDir).replace('{ name: acme, credentials: { production: default } }', `{ name: acme, ${every}`),
  )
}

const ask = async (): Promise<SeenMessage> => {
  const asked = await story.ana.clicks(await story.ana.types('rotate mkt_token1'), 'ask')
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  return story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
}

/** After how many minutes, five at a time, the card says that it is void. */
const voidAfter = async (card: SeenMessage): Promise<number> => {
  for (let minutes = 0; minutes <= 60; minutes += 5) {
    // Calls of the bot take their own time.
    await wait(1_500)
    await story.callsToAkamai()
    const now = story.ben.sees(card.ts)
    if (/Void/.test(textOf(now)) && actionsOf(now).join() === 'again') return minutes
    await story.pass('5m')
  }
  throw new Error('it never said so')
}

test('every scan looks at open requests again: one whose targets have moved is void at the next one', async () => {
  await start('5m')
  const card = await ask()
  await story.deploy(4101)
  expect(await voidAfter(card)).toBeLessThanOrEqual(10)
}, 60_000)

test('every fifteen minutes they are looked at by themselves, however seldom the account is scanned', async () => {
  await start('24h')
  const card = await ask()
  await story.deploy(4101)
  const minutes = await voidAfter(card)
  expect([minutes >= 10, minutes <= 20]).toEqual([true, true])
}, 60_000)
