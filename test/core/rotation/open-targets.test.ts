import { describe, expect, test } from 'vitest'
import type { Target } from '../../../src/core/request/part.ts'
import { openTargets, stateIsDone } from '../../../src/core/rotation/open-targets.ts'
import { target } from './support/parts.ts'

const rules = { waves: [1, 'all'] as const, sideBySide: false }
const ids = (targets: readonly Target[]) => targets.map((one) => one.id)

describe('waves', () => {
  test('let one target go first and the rest when it is verified', () => {
    const before = [target(1, 'STAGING'), target(2, 'STAGING'), target(3, 'STAGING')]
    expect(ids(openTargets('staging', before, rules))).toEqual(['1-S'])
    const after = [target(1, 'STAGING', 'verified'), target(2, 'STAGING'), target(3, 'STAGING')]
    expect(ids(openTargets('staging', after, rules))).toEqual(['1-S', '2-S', '3-S'])
  })

  test('cover everything even where they add up to less', () => {
    const all = [target(1, 'STAGING', 'verified'), target(2, 'STAGING', 'verified'), target(3, 'STAGING')]
    expect(ids(openTargets('staging', all, { waves: [1, 1], sideBySide: false }))).toEqual(['1-S', '2-S', '3-S'])
  })

  test('never open production from staging', () => {
    const both = [target(1, 'STAGING', 'verified'), target(1, 'PRODUCTION')]
    expect(ids(openTargets('staging', both, rules))).toEqual(['1-S'])
    expect(ids(openTargets('production', both, rules))).toEqual(['1-P'])
  })

  test('send one staging target first, then all side by side, when the token is dead', () => {
    const all = [target(1, 'STAGING'), target(2, 'STAGING'), target(1, 'PRODUCTION'), target(2, 'PRODUCTION')]
    const dead = { ...rules, sideBySide: true }
    expect(ids(openTargets('staging', all, dead))).toEqual(['1-S'])
    const proven = [target(1, 'STAGING', 'verified'), ...all.slice(1)]
    expect(stateIsDone('staging', all, true)).toBe(false)
    expect(stateIsDone('staging', proven, true)).toBe(true)
    expect(ids(openTargets('production', proven, dead))).toEqual(['1-S', '2-S', '1-P', '2-P'])
  })

  test('do not wait in staging for parents that go in production only', () => {
    const child = [target(1, 'STAGING', 'waiting-for-parents'), target(2, 'STAGING')]
    expect(stateIsDone('staging', child, true)).toBe(true)
    expect(stateIsDone('staging', child, false)).toBe(false)
    expect(stateIsDone('production', child, true)).toBe(false)
  })

  test('let nothing else start when the one that went first has to start over', () => {
    const again = [target(1, 'STAGING'), target(2, 'STAGING'), target(1, 'PRODUCTION')]
    expect(ids(openTargets('production', again, { ...rules, sideBySide: true }))).toEqual(['1-S'])
  })
})
