import { describe, expect, test } from 'vitest'
import { isWider, type Scope, sameScope } from '../../../src/core/token/scope.ts'

const asked: Scope = { namespaces: { marketing: ['r'] }, networks: ['STAGING'], edgeWorkerIds: ['1', '2'] }

describe('a scope', () => {
  test('is the same whatever its order', () => {
    const other: Scope = { namespaces: { marketing: ['r'] }, networks: ['STAGING'], edgeWorkerIds: ['2', '1'] }
    expect(sameScope(asked, other)).toBe(true)
    expect(sameScope(asked, { ...asked, edgeWorkerIds: [] })).toBe(false)
  })

  test.each([
    ['another network', { networks: ['STAGING', 'PRODUCTION'] }],
    ['another right', { namespaces: { marketing: ['r', 'w'] } }],
    ['another namespace', { namespaces: { marketing: ['r'], checkout: ['r'] } }],
    ['another EdgeWorker', { edgeWorkerIds: ['1', '2', '3'] }],
    ['no list of EdgeWorkers', { edgeWorkerIds: [] }],
  ] satisfies readonly (readonly [string, Partial<Scope>])[])('is wider with %s', (_what, more) => {
    expect(isWider({ ...asked, ...more }, asked)).toBe(true)
  })

  test('is not wider when it allows less', () => {
    expect(isWider({ ...asked, edgeWorkerIds: ['1'] }, asked)).toBe(false)
    expect(isWider(asked, { ...asked, edgeWorkerIds: [] })).toBe(false)
  })
})
