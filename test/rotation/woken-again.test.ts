import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { edgeWorkerUsing } from '../../src/sandbox/world/small-world.ts'
import { rotation, startStory, token, world } from './support/story.ts'

const looks = ['GET /edgekv/v1/tokens', 'GET /edgekv/v1/tokens/:name', 'GET /edgeworkers/v1/ids']

/** One EdgeWorker's rotation; `beside`: what goes on while the old token is confirmed unused, and revoked. */
const lastSteps = async (beside: 'nothing' | 'wake-ups'): Promise<readonly (number | undefined)[]> => {
  const story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token })]) })
  onTestFinished(() => story.close())
  const key = await story.begin(rotation)
  await story.runUntil(key, 'soaking')
  await story.control.mark()
  const woken = new Set<Promise<void>>()
  const hammer = setInterval(() => beside === 'wake-ups' && woken.add(story.wake(key)), 1)
  try {
    await story.finish(key)
    await wait(20)
  } finally {
    clearInterval(hammer)
    await Promise.allSettled(woken)
  }
  const calls = await story.calls()
  return looks.map((look) => calls[look])
}

test('wake-ups that come in the middle of a step make no look and no effect happen twice', {
  timeout: 60_000,
}, async () => {
  const alone = await lastSteps('nothing')
  expect(await lastSteps('wake-ups')).toEqual(alone)
})
