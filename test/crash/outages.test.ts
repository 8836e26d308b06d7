import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { RecordKey } from '../../src/core/ports/records.ts'
import { type CrashWorld, startCrashWorld } from './support/crash-world.ts'
import { judge } from './support/judge.ts'

const start = async (): Promise<{ readonly world: CrashWorld; readonly key: RecordKey }> => {
  const world = await startCrashWorld()
  onTestFinished(() => world.close())
  await Promise.all([world.startWorker().ready, world.startWorker().ready])
  const key = await world.fresh()
  await world.approve(key)
  return { world, key }
}

/** In the middle: something is uploaded, and nothing is revoked. */
const untilUnderWay = async (world: CrashWorld): Promise<void> => {
  for (let n = 0; n < 1_000; n += 1) {
    const effects = await world.control.effects()
    if (effects.some((effect) => effect.kind === 'activation.create')) return
    await wait(5)
  }
  throw new Error('the rotation never began')
}

const problemsAtTheEnd = async (world: CrashWorld, key: RecordKey): Promise<readonly string[]> => {
  const record = await world.untilEnd(key, 30_000)
  const effects = (await world.control.effects()).filter((effect) => effect.client !== 'outside')
  return judge({ record, effects, outage: await world.control.outage('mark'), ...world.facts })
}

test('a rotation outlives Redis being killed and started again', async () => {
  const { world, key } = await start()
  await untilUnderWay(world)
  await world.redis.kill()
  await wait(1_000)
  await world.redis.restart()
  expect(await problemsAtTheEnd(world, key)).toEqual([])
}, 60_000)

test('a rotation outlives Redis standing still for five seconds', async () => {
  const { world, key } = await start()
  await untilUnderWay(world)
  process.kill(world.redis.pid, 'SIGSTOP')
  await wait(5_000)
  process.kill(world.redis.pid, 'SIGCONT')
  expect(await problemsAtTheEnd(world, key)).toEqual([])
}, 60_000)

test('a rotation outlives Akamai being down for half a minute', async () => {
  const { world, key } = await start()
  await untilUnderWay(world)
  const before = (await world.control.effects()).length
  await world.control.rate(1)
  await world.ask('POST', '/errors', { rate: 1, status: 503 })
  await wait(30_000)
  expect(await world.control.effects()).toHaveLength(before)
  await world.ask('POST', '/errors', { rate: 0 })
  await world.control.rate(300)
  expect(await problemsAtTheEnd(world, key)).toEqual([])
}, 90_000)
