import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeLedger, type LedgerTools } from '../../src/core/warning/change-ledger.ts'
import { decide } from '../../src/core/warning/decide.ts'
import { dueEntries, told } from '../../src/core/warning/telling.ts'
import { tellsOf } from '../../src/core/warning/tells-of.ts'
import { createRedisLedger } from '../../src/store/redis-ledger.ts'
import { compare, nothingWrong } from '../core/warning/support/compare.ts'
import { lineOf, watchedOf } from '../core/warning/support/drive.ts'
import { oracle, type Told } from '../core/warning/support/oracle.ts'
import { randomOf } from '../core/warning/support/random.ts'
import { settings } from '../core/warning/support/settings.ts'
import { type Trace, traceOf } from '../core/warning/support/trace.ts'
import { type LedgerWorld, startLedgerWorld } from './support/ledger-world.ts'

let world: LedgerWorld
beforeAll(async () => {
  world = await startLedgerWorld()
})
beforeEach(() => world.empty())
afterAll(() => world.close())

/** A leader that has just started. */
const toolsOf = (): LedgerTools => ({ ledger: createRedisLedger({ redis: world.redis }), ids: world.ids })

/** One round, as a leader does it; it gives what it told. */
const round = async (tools: LedgerTools, trace: Trace, real: number, now: number): Promise<readonly Told[]> => {
  const how = settings({ thresholds: trace.thresholds, digestAt: trace.digestAt })
  const watched = trace.tokens.filter((one) => one.born <= real && real < one.gone).map(watchedOf)
  await changeLedger(tools, 'acme', (before) => {
    const { ledger, changed } = decide(watched, before, now, how)
    const tells = tellsOf(before, changed, now, how.digestAt)
    return { changed, begunAt: ledger.begunAt ?? now, decidedAt: ledger.decidedAt ?? now, tells }
  })
  let mine: readonly Told[] = []
  await changeLedger(tools, 'acme', (before) => {
    const due = dueEntries(before, now)
    mine = due
      .filter((entry) => entry.destination !== 'page')
      .map((entry) => ({ uuid: entry.uuid, line: lineOf(entry), at: now }))
    return due.length === 0 ? undefined : { changed: told(before, due, 'm', now).changed, tells: [] }
  })
  return mine
}

test.each([11, 12])(
  'trace %i through Redis, by two leaders that believe to lead at once and start again now and then: nothing missed or twice',
  { timeout: 60_000 },
  async (seed) => {
    const trace = traceOf(randomOf(seed), 10, 0.3)
    let leaders = [toolsOf(), toolsOf()]
    const all: Told[] = []
    for (const { real, now, restart } of trace.moments) {
      if (restart) leaders = [toolsOf(), toolsOf()]
      all.push(...(await Promise.all(leaders.map((one) => round(one, trace, real, now)))).flat())
    }
    expect(all.length).toBeGreaterThan(10)
    expect(compare(oracle(trace), all)).toEqual(nothingWrong)
  },
)
