import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Records } from '../../src/core/ports/records.ts'
import type { ActionRecord } from '../../src/core/request/record.ts'
import { createRedisRecords } from '../../src/store/redis-records.ts'
import { aChange, aNewRecord } from './support/a-record.ts'
import { type StoreWorld, startStoreWorld, type TestWorker, times } from './support/store-world.ts'

let world: StoreWorld
let [one, two]: TestWorker[] = []
let byOne: Records
let byTwo: Records
let record: ActionRecord
const part = '1234-S'

const start = async (): Promise<void> => {
  world = await startStoreWorld()
  const first = await world.worker('one')
  const second = await world.worker('two')
  ;[one, two] = [first, second]
  byOne = createRedisRecords(first)
  byTwo = createRedisRecords(second)
  record = await byOne.create('acme', aNewRecord({ due: { [part]: 1 } }))
}
beforeEach(start)
afterEach(() => world.close())

const claimOf = async (records: Records) => {
  const ver = (await records.load(record))?.parts.get(part)?.ver ?? 0
  return aChange(record, { expect: { parts: { [part]: ver } }, claim: part })
}
const claim = async (records: Records) => records.commit(await claimOf(records))
const until = async (isSo: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> => {
  const end = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not become so in time')
    await wait(10)
  }
}
const absenceCounts = () => until(() => two?.heartbeat.absenceCounts() === true)

describe('a claim', () => {
  test('is refused while the other worker lives, and names it', async () => {
    await absenceCounts()
    expect(await claim(byOne)).toEqual({ kind: 'ok', record: 1, parts: { [part]: 2 } })
    expect(await claim(byTwo)).toEqual({ kind: 'claimed', by: 'one' })
    expect((await byTwo.load(record))?.parts.get(part)?.claim).toBe('one')
  })

  test('goes to one of 16 that want it at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => claim(n % 2 ? byOne : byTwo)))
      expect(answers.filter(({ kind }) => kind === 'ok').length).toBeGreaterThan(0)
      const winners = new Set(answers.flatMap((answer, n) => (answer.kind === 'ok' ? [n % 2] : [])))
      expect(winners.size).toBe(1)
      for (const records of [byOne, byTwo]) await records.commit(aChange(record, { release: [part] }))
    }
  })

  test('may be taken again by its own worker, and is released by it alone', async () => {
    await claim(byOne)
    expect(await claim(byOne)).toMatchObject({ kind: 'ok' })
    await byTwo.commit(aChange(record, { release: [part] }))
    expect(await claim(byTwo)).toMatchObject({ kind: 'claimed' })
    await byOne.commit(aChange(record, { release: [part] }))
    expect(await claim(byTwo)).toMatchObject({ kind: 'ok' })
  })

  test('of a dead worker is taken over once its heartbeat is gone, not before', async () => {
    await absenceCounts()
    await claim(byOne)
    const diedAt = Date.now()
    one?.die()
    expect(await claim(byTwo)).toMatchObject({ kind: 'claimed' })
    await until(async () => (await claim(byTwo)).kind === 'ok')
    expect(Date.now() - diedAt).toBeGreaterThan(times.heartbeatTtlMs - times.heartbeatMs - 50)
    expect(Date.now() - diedAt).toBeLessThan(times.heartbeatTtlMs + 2_000)
  })

  test('of a worker that left in good order is free at once', async () => {
    await absenceCounts()
    await claim(byOne)
    await one?.heartbeat.stop()
    expect(await claim(byTwo)).toMatchObject({ kind: 'ok' })
  })

  test('is not taken over by a worker that has not heard from Redis for long enough', async () => {
    await claim(byOne)
    await one?.heartbeat.stop()
    const fresh = await world.worker('fresh')
    const byFresh = createRedisRecords(fresh)
    expect(await claim(byFresh)).toMatchObject({ kind: 'claimed', by: 'one' })
    await until(() => fresh.heartbeat.absenceCounts())
    expect(await claim(byFresh)).toMatchObject({ kind: 'ok' })
  })

  test('survives a Redis that stood still for longer than a heartbeat lives', async () => {
    for (let round = 0; round < 2; round += 1) {
      await absenceCounts()
      await claim(byOne)
      const wants = await claimOf(byTwo)
      process.kill(world.server.pid, 'SIGSTOP')
      const asked = byTwo.commit(wants)
      await wait(times.heartbeatTtlMs * 2)
      process.kill(world.server.pid, 'SIGCONT')
      expect((await asked).kind).toBe('claimed')
      const end = Date.now() + times.absenceAfterMs
      while (Date.now() < end) expect((await claim(byTwo)).kind).toBe('claimed')
    }
  })

  test('is not taken over by what was asked before Redis stood still, whoever is heard first afterwards', async () => {
    await absenceCounts()
    await claim(byOne)
    const wants = await claimOf(byTwo)
    one?.die()
    process.kill(world.server.pid, 'SIGSTOP')
    const asked = byTwo.commit(wants)
    await wait(times.heartbeatTtlMs * 2)
    process.kill(world.server.pid, 'SIGCONT')
    expect((await asked).kind).toBe('claimed')
  })

  test('survives a Redis that was restarted', async () => {
    await absenceCounts()
    await claim(byOne)
    await wait(1_100)
    await world.server.kill()
    await world.server.restart()
    const end = Date.now() + 2 * times.heartbeatTtlMs
    while (Date.now() < end) {
      const answer = await claim(byTwo).catch(() => ({ kind: 'failed' }))
      expect(answer.kind).not.toBe('ok')
    }
  })
})

describe('what is due', () => {
  test('is not given while another living worker has a claim on it, and comes when that one could be dead', async () => {
    const now = world.clock.now()
    await claim(byOne)
    expect(await byTwo.due(10)).toEqual([])
    const next = ((await byTwo.nextDue()) ?? 0) - now
    expect(next).toBeGreaterThan(times.heartbeatTtlMs - times.heartbeatMs - 50)
    expect(next).toBeLessThanOrEqual(times.heartbeatTtlMs + 1)
    world.clock.time += 1_000
    expect(await byOne.due(10)).toEqual([{ account: 'acme', id: 'R1', part }])
  })

  test('is given to another when its worker is dead', async () => {
    await absenceCounts()
    await claim(byOne)
    one?.die()
    await until(async () => {
      world.clock.time += 1_000
      return (await byTwo.due(10)).length === 1
    })
  })
})

describe('a worker that has only just started', () => {
  /** For which nobody's absence counts, however long the test takes. */
  const startFresh = async (): Promise<Records> => {
    const fresh = await world.worker('fresh')
    return createRedisRecords({ ...fresh, heartbeat: { ...fresh.heartbeat, absenceCountsUntil: () => 0 } })
  }
  const dieAndWait = async (): Promise<void> => {
    one?.die()
    await until(async () => (await world.redis.exists('{ekv}:worker:one')) === 0)
  }

  const isDue = async (): Promise<boolean> => (await byTwo.due(10)).length === 1

  test('does not take what a dead worker left, nor keep it from one that may', async () => {
    await absenceCounts()
    await claim(byOne)
    await dieAndWait()
    const byFresh = await startFresh()
    expect(await byFresh.due(10)).toEqual([])
    expect(await claim(byFresh)).toMatchObject({ kind: 'claimed' })
    await until(isDue)
  })

  test('takes it when the wake-up of one that may has reached it', async () => {
    await absenceCounts()
    await claim(byOne)
    await dieAndWait()
    const byFresh = await startFresh()
    await until(async () => (await isDue()) && (await claim(byFresh)).kind === 'ok')
  })

  test('leaves it to a worker that was frozen only, and came back before the wake-up', async () => {
    await absenceCounts()
    await claim(byOne)
    // It beats on, perhaps in between.
    await until(async () => {
      world.clock.time += 1_000
      await world.redis.del('{ekv}:worker:one')
      return isDue()
    })
    expect(await byOne.fence(record, { record: 1, part, ver: 2 })).toBe(true)
    expect(await claim(await startFresh())).toEqual({ kind: 'claimed', by: 'one' })
  })

  test('believes it only for as long as no heartbeat can run out, and passes it on to nobody', async () => {
    await absenceCounts()
    await claim(byOne)
    await dieAndWait()
    const byFresh = await startFresh()
    await until(isDue)
    const end = Date.now() + times.heartbeatTtlMs / 2
    while (Date.now() < end) {
      await byFresh.due(10)
      await wait(20)
    }
    expect(await claim(byFresh)).toMatchObject({ kind: 'claimed' })
  })
})

interface Asked {
  readonly record: number
  readonly part: string
  readonly ver: number
}

const savedBefore = async (records: Records, { record: seen, part: id, ver }: Asked): Promise<boolean> => {
  const expect = { record: seen, ...(id === '_' ? {} : { parts: { [id]: ver } }) }
  return (await records.commit(aChange(record, { expect, claim: id, fence: true }))).kind === 'ok'
}

describe.each([
  ['the fence', (records: Records, asked: Asked) => records.fence(record, asked)],
  ['what is saved before an effect', savedBefore],
] as const)('%s', (_, ask) => {
  const passes = (records: Records, ver: number, seen = 1) => ask(records, { record: seen, part, ver })

  test('lets pass whose claim and versions stand', async () => {
    await claim(byOne)
    expect(await passes(byOne, 2)).toBe(true)
  })

  test('stops another worker, a version that moved, and a record that moved', async () => {
    await claim(byOne)
    expect(await passes(byTwo, 2)).toBe(false)
    expect(await passes(byOne, 1)).toBe(false)
    await byTwo.commit(aChange(record, { record: { ...record, state: 'holding' } }))
    expect(await passes(byOne, 2)).toBe(false)
  })

  test('stops whoever has no claim, though nobody else has one', async () => {
    expect(await passes(byOne, 1)).toBe(false)
  })

  test('stops a worker that was frozen while another took over', async () => {
    await absenceCounts()
    await claim(byOne)
    await until(async () => {
      await world.redis.del('{ekv}:worker:one')
      return (await claim(byTwo)).kind === 'ok'
    })
    expect(await passes(byOne, 2)).toBe(false)
    expect(await byOne.commit(aChange(record, { expect: { parts: { [part]: 2 } }, due: { [part]: 9 } }))).toEqual({
      kind: 'moved',
    })
  })

  test('keeps others away from the claim while the call that follows is under way', async () => {
    await absenceCounts()
    await claim(byOne)
    await world.redis.del('{ekv}:worker:one')
    expect(await passes(byOne, 2)).toBe(true)
    expect(await claim(byTwo)).toMatchObject({ kind: 'claimed' })
  })

  test('also guards a step of the record itself', async () => {
    const committed = await byOne.commit(aChange(record, { expect: { record: 1 }, claim: '_' }))
    expect(committed).toMatchObject({ kind: 'ok', record: 2 })
    expect(await ask(byTwo, { record: 2, part: '_', ver: 2 })).toBe(false)
    expect(await ask(byOne, { record: 2, part: '_', ver: 2 })).toBe(true)
  })
})

describe('what is saved before an effect and sent again, its answer lost', () => {
  const change = () => aChange(record, { expect: { record: 1, parts: { [part]: 2 } }, claim: part, fence: true })

  test('answers as before while all that it left still stands', async () => {
    await claim(byOne)
    const sent = change()
    const answer = await byOne.commit(sent)
    expect(answer).toEqual({ kind: 'ok', record: 1, parts: { [part]: 3 } })
    expect(await byOne.commit(sent)).toEqual(answer)
  })

  test('stops the effect where the record moved in between, or another took over', async () => {
    await claim(byOne)
    const sent = change()
    expect(await byOne.commit(sent)).toMatchObject({ kind: 'ok' })
    expect(await byTwo.commit(sent)).toEqual({ kind: 'moved' })
    await byTwo.commit(aChange(record, { record: { ...record, state: 'holding' } }))
    expect(await byOne.commit(sent)).toEqual({ kind: 'moved' })
  })
})
