import { setTimeout as wait } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { openResources } from './open-resources.ts'

const graceMs = 2000
const before = openResources()

/** More of a kind than there were before the file's first test. */
const left = (): string[] =>
  Object.entries(openResources()).flatMap(([what, count]) => (count > (before[what] ?? 0) ? [what] : []))

// Registered first, so it runs last. What a test closes may take a moment to be gone.
afterAll(async () => {
  const until = Date.now() + graceMs
  while (left().length > 0 && Date.now() < until) await wait(20)
  if (left().length > 0) throw new Error(`Tests of this file left open: ${left().join(', ')}`)
})
