import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { noWait } from './support/crash-seed.ts'
import { type CrashWorld, startCrashWorld, type Without } from './support/crash-world.ts'

const startWorld = (): Promise<CrashWorld> => startCrashWorld({ edgeWorkers: [4101], pace: noWait, soakMs: 0 })

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
  const world = await startWorld()
  onTestFinished(() => world.close())
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

const countOf = async (world: CrashWorld, call: string): Promise<number> => {
  const { calls } = await world.ask<{ calls: readonly { call: string; count: number }[] }>('GET', '/calls')
  return calls.find((one) => one.call === call)?.count ?? 0
}

interface Effect {
  /** The last look before it; the so-many-th such call since the approval. */
  readonly look: { readonly method: string; readonly path: string }
  readonly nth?: number
  readonly call: string
  readonly kind: string
  /** How many of them one rotation makes. */
  readonly once: number
}

const effects: Readonly<Record<string, Effect>> = {
  token: {
    look: { method: 'GET', path: '/tokens/mkt_token1_r2' },
    call: 'POST /edgekv/v1/tokens',
    kind: 'token.create',
    once: 1,
  },
  bundle: {
    look: { method: 'POST', path: '/validations' },
    call: 'POST /edgeworkers/v1/ids/:id/versions',
    kind: 'version.upload',
    once: 1,
  },
  activation: {
    look: { method: 'GET', path: '/activations\\?activeOnNetwork' },
    nth: 2,
    call: 'POST /edgeworkers/v1/ids/:id/activations',
    kind: 'activation.create',
    once: 2,
  },
}

/** A worker is frozen between its last look and the effect, another finishes the rotation, and the first one thaws. */
const freezeOver = async (world: CrashWorld, { look, nth = 1, call, kind, once }: Effect, without?: Without) => {
  const options = without === undefined ? {} : { without }
  const zombie = world.startWorker(options)
  await zombie.ready
  const key = await world.fresh()
  const fault = { match: look, nth, action: 'delay', when: 'after', ms: 2_000 }
  await world.ask('POST', '/faults', fault)
  await world.approve(key)
  await until(() => hasFired(world))
  zombie.kill('SIGSTOP')
  await world.startWorker(options).ready
  expect((await world.untilEnd(key, 15_000))?.state).toBe('succeeded')
  zombie.kill('SIGCONT')
  const more = async () => (await countOf(world, call)) - once
  // A busy machine is given its time to send what no fence stops.
  for (let n = 0; n < (without === undefined ? 30 : 200) && (await more()) === 0; n += 1) await wait(50)
  expect(zombie.isAlive()).toBe(true)
  if (without === undefined)
    expect((await world.control.effects()).filter((effect) => effect.kind === kind)).toHaveLength(once)
  return more()
}

/** How often the effect is sent beyond what a rotation needs. */
const sentWithZombie = async (effect: Effect, without?: Without): Promise<number> => {
  const world = await startWorld()
  try {
    return await freezeOver(world, effect, without)
  } finally {
    await world.close()
  }
}

test.each(Object.entries(effects))(
  'a worker that was frozen over its last look before a new %s does not send what another has sent meanwhile',
  async (_, effect) => {
    expect(await sentWithZombie(effect)).toBe(0)
  },
  60_000,
)

test.each(Object.entries(effects))(
  'without the fence it sends the %s once more',
  async (_, effect) => {
    let more = 0
    // On a busy machine the frozen look runs out of its time, and is made again.
    for (let tries = 0; tries < 3 && more === 0; tries += 1) more = await sentWithZombie(effect, 'fence')
    expect(more).toBe(1)
  },
  120_000,
)
