import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playsAlone, playsOfRivals } from './model/commands.ts'
import { Play } from './model/play.ts'
import { runAll, timeout } from './model/run-all.ts'
import { scenarios } from './model/scenario.ts'
import { Visits } from './model/visits.ts'

test(
  'whatever interleaves in a rotation, no rule is broken, everything ends, and the runs come by every state',
  () => runAll(playsAlone),
  timeout,
)

test.for([
  ['soak', /before the soak is over/],
  ['look', /is revoked while .* uses it/],
  ['freeze', /starts in a freeze/],
  ['locks', /happens under the lock of/],
  ['readiness', /starts on a plan that has moved/],
  ['fence', /happens without an intent/],
] as const)('a bot without its %s is found out', { timeout: 120_000 }, async ([without, found]) => {
  const property = fc.asyncProperty(scenarios, playsOfRivals, async (scenario, all) => {
    const play = new Play(scenario, new Visits(), without)
    for (const one of all) await play.do(one)
    await play.end()
    return !play.world.violations.some((one) => found.test(one))
  })
  expect((await fc.check(property, { numRuns: 3_000, endOnFailure: true })).failed).toBe(true)
})
