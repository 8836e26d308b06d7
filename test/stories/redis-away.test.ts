import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

test('while Redis does not answer, people are told at once that nothing was taken; afterwards all goes on', async () => {
  expect(await story.ana.asks('status')).toMatch(/Nothing is running/)
  process.kill(story.redis.pid, 'SIGSTOP')
  const delivery = await story.ana.sends('rotate mkt_token1')
  process.kill(story.redis.pid, 'SIGCONT')
  expect(delivery.outcome).toBe('ok')
  expect(delivery.ms).toBeLessThan(2_500)
  await story.ana.reads(/try again/)
  expect(await story.ana.asks('status')).toMatch(/Nothing is running/)
})
