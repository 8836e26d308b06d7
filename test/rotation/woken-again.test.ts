import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { sourceDone } from '../../src/core/rotation/moves/source.ts'
import { edgeWorkerUsing } from '../../src/sandbox/world/small-world.ts'
import { rotation, startStory, token, world } from './support/story.ts'

const looks = ['GET /edgekv/v1/tokens', 'GET /edgekv/v1/tokens/:name', 'GET /edgeworkers/v1/ids']

/** One EdgeWorker's rotation, woken so often while the old token is confirmed unused and revoked: how often it looked. */
const lastLooks = async (wakeUps: number): Promise<readonly (number | undefined)[]> => {
  const story = await startStory({ seed: world([edgeWorkerUsing({ id: 1, token })]) })
  onTestFinished(() => story.close())
  const key = await story.begin(rotation)
  await story.runUntil(key, 'awaiting-source')
  await story.steer(key, ({ record }, call) => sourceDone(record.value, 'updated', call))
  await story.control.mark()
  const wake = async (n: number): Promise<void> => {
    await wait(n)
    await story.wake(key)
  }
  await Promise.all(Array.from({ length: wakeUps }, (_, n) => wake(n)))
  expect((await story.load(key)).record.value.state).toBe('succeeded')
  const calls = await story.calls()
  return looks.map((look) => calls[look])
}

test('wake-ups that come in the middle of a step make no look and no effect happen twice', {
  timeout: 60_000,
}, async () => {
  expect(await lastLooks(60)).toEqual(await lastLooks(1))
})
