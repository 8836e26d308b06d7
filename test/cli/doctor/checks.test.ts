import { describe, expect, test } from 'vitest'
import { grantFindings } from '../../../src/cli/doctor/akamai-grants.ts'
import { skewFinding } from '../../../src/cli/doctor/clock-skew.ts'
import type { AccessGroup } from '../../../src/core/ports/edge-kv.ts'

const everyToken = ['VIEW', 'CREATE', 'REVOKE'].flatMap((verb) => [`${verb}_TOKEN`, `${verb}_STAGING_TOKEN`])
const stagingOnly = everyToken.filter((one) => one.includes('STAGING'))
const worker = ['VIEW', 'VIEW_VERSION', 'CREATE_VERSION', 'VIEW_ACTIVATION', 'ACTIVATE']
const group = (groupId: number, capabilities: readonly string[], groupName?: string): AccessGroup => ({
  groupId,
  capabilities,
  ...(groupName === undefined ? {} : { groupName }),
})

const found = (...args: Parameters<typeof grantFindings>): string[] =>
  grantFindings(...args).map(({ status, sentence }) => `${status} ${sentence}`)

describe('grants', () => {
  test('are in order when every group gives all of them', () => {
    const groups = { tokens: [group(1, everyToken)], edgeWorkers: [group(1, worker)] }
    expect(found('x', 'everything', groups)).toEqual([
      'ok All EdgeKV rights in 1 group(s).',
      'ok All EdgeWorkers rights in 1 group(s).',
    ])
  })

  test('fail when no group gives one of them', () => {
    const groups = { tokens: [group(1, stagingOnly)], edgeWorkers: [] }
    expect(found('x', 'everything', groups)).toEqual([
      'fail The API client may not VIEW_TOKEN, CREATE_TOKEN, REVOKE_TOKEN in any of its 1 EdgeKV groups.',
      expect.stringContaining('fail The API client may not VIEW, VIEW_VERSION'),
    ])
  })

  test('are worth a look when only some groups give them, by name', () => {
    const edgeWorkers = [
      group(1, worker),
      group(2, ['VIEW'], 'Web Team'),
      ...[3, 4, 5, 6, 7].map((id) => group(id, [])),
    ]
    expect(found('x', 'everything', { tokens: [group(1, everyToken)], edgeWorkers })[1]).toBe(
      'warn Not all EdgeWorkers rights in: Web Team, 3, 4, 5, 6 and 1 more.',
    )
  })

  test('of a staging client are enough without production, and too much with it', () => {
    const edgeWorkers = [group(1, ['VIEW', 'VIEW_ACTIVATION', 'ACTIVATE'])]
    expect(found('x', 'staging', { tokens: [group(1, stagingOnly)], edgeWorkers })).toEqual([
      'ok All EdgeKV rights in 1 group(s).',
      'ok All EdgeWorkers rights in 1 group(s).',
    ])
    expect(found('x', 'staging', { tokens: [group(1, everyToken, 'All')], edgeWorkers })[2]).toBe(
      'warn The staging client may also change production tokens in: All.',
    )
  })
})

describe('the clock', () => {
  const at = Date.UTC(2026, 10, 1, 12, 0, 0)
  const date = new Date(at).toUTCString()

  test.each([
    [500, 'ok', 'The clock agrees'],
    [-4_000, 'ok', 'The clock agrees'],
    [10_500, 'warn', '10 s ahead of Akamai'],
    [-9_500, 'warn', '10 s behind Akamai'],
    [40_500, 'fail', '40 s ahead of Akamai'],
    [-3_600_000, 'fail', '3601 s behind Akamai'],
  ])('%i ms off: %s', (off, status, sentence) => {
    const finding = skewFinding('clock', date, at + off)
    expect([finding.status, finding.sentence]).toEqual([status, expect.stringContaining(sentence)])
  })

  test('cannot be compared with no date at all', () => {
    expect(skewFinding('clock', null, at).status).toBe('warn')
    expect(skewFinding('clock', 'soon', at).status).toBe('warn')
  })
})
