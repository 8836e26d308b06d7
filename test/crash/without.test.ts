import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { noWait } from './support/crash-seed.ts'
import { type CrashWorld, startCrashWorld, type Without } from './support/crash-world.ts'

const worldFor = async (edgeWorkers: readonly number[]): Promise<CrashWorld> => {
  const world = await startCrashWorld({ edgeWorkers, pace: noWait, soakMs: 0 })
  onTestFinished(() => world.close())
  return world
}

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 500; n += 1) {
    if (await holds()) return
    await wait(20)
  }
  throw new Error('it never came to that')
}

const hasFired = async (world: CrashWorld): Promise<boolean> =>
  (await world.ask<{ faults: readonly { fired: number }[] }>('GET', '/faults')).faults.some((one) => one.fired > 0)

test('without the reconciler a rotation stands still when its worker is killed; a worker that has it finishes it', async () => {
  const world = await worldFor([4101])
  const blind = [0, 1].map(() => world.startWorker({ without: 'reconciler' }))
  await Promise.all(blind.map((worker) => worker.ready))
  const undisturbed = await world.fresh()
  await world.approve(undisturbed)
  expect((await world.untilEnd(undisturbed, 15_000))?.state).toBe('succeeded')

  const key = await world.fresh()
  await world.ask('POST', '/faults', { match: { method: 'POST', path: '/versions' }, action: 'kill', when: 'after' })
  await world.approve(key)
  expect(await world.untilEnd(key, 4_000)).toBeUndefined()
  expect(blind.filter((worker) => worker.isAlive())).toHaveLength(1)
  const stoodAt = (await world.load(key)).state

  await world.startWorker().ready
  expect((await world.untilEnd(key, 15_000))?.state).toBe('succeeded')
  expect(stoodAt).toBe('preparing')
}, 60_000)

/** A worker is frozen between its last look and its upload, another finishes the rotation, and the first one thaws. */
const uploadsOfZombie = async (without?: Without): Promise<number> => {
  const world = await worldFor([4101])
  const options = without === undefined ? {} : { without }
  const zombie = world.startWorker(options)
  await zombie.ready
  const key = await world.fresh()
  const fault = { match: { method: 'POST', path: '/validations' }, action: 'delay', when: 'after', ms: 1_000 }
  await world.ask('POST', '/faults', fault)
  await world.approve(key)
  await until(() => hasFired(world))
  zombie.kill('SIGSTOP')
  await world.startWorker(options).ready
  expect((await world.untilEnd(key, 15_000))?.state).toBe('succeeded')
  zombie.kill('SIGCONT')
  await wait(1_500)
  expect(zombie.isAlive()).toBe(true)
  const effects = await world.control.effects()
  expect(effects.filter((effect) => effect.kind === 'version.upload')).toHaveLength(1)
  const { calls } = await world.ask<{ calls: readonly { call: string; count: number }[] }>('GET', '/calls')
  return calls.find((one) => one.call === 'POST /edgeworkers/v1/ids/:id/versions')?.count ?? 0
}

test('a worker that was frozen over its last look does not send what another has sent meanwhile', async () => {
  expect(await uploadsOfZombie()).toBe(1)
}, 60_000)

test('without the fence it sends it twice', async () => {
  expect(await uploadsOfZombie('fence')).toBe(2)
}, 60_000)
