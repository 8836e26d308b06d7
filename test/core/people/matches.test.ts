import { describe, expect, test } from 'vitest'
import { globMatches } from '../../../src/core/people/glob-matches.ts'
import { matches } from '../../../src/core/people/matches.ts'
import type { Owner } from '../../../src/core/people/owner.ts'
import { ownerOf } from '../../../src/core/people/owner-of.ts'
import { subjectOf } from '../../../src/core/people/subject-of.ts'

describe('a glob', () => {
  test.each([
    ['mkt_*', 'mkt_token1', true],
    ['mkt_*', 'MKT_token1', false],
    ['mkt', 'mkt_token1', false],
    ['*_prd', 'x_prd', true],
    ['*', 'team/with/slashes', true],
    ['*', '.hidden', true],
    ['{a,b}_*', 'b_1', true],
    ['tok?n', 'token', true],
    ['[ab]x', 'cx', false],
    ['!a', 'b', false],
    ['a+b', 'a+b', true],
  ])('%s against %s: %s', (glob, name, expected) => {
    expect(globMatches(glob, name)).toBe(expected)
  })

  test('of many stars costs nothing, because it matches nothing', () => {
    const started = performance.now()
    expect(globMatches(`${'*a'.repeat(20)}b`, 'a'.repeat(200))).toBe(false)
    expect(globMatches('*a*a*a*', 'a'.repeat(200))).toBe(true)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('a match', () => {
  const subject = subjectOf({
    account: 'acme',
    name: 'mkt_token1',
    namespaces: ['default', 'marketing'],
    groups: ['12345', 'Web Team'],
    networks: ['STAGING'],
  })

  test.each([
    [{}, true],
    [{ account: 'acme', token: 'mkt_*', namespace: 'marketing', group: 'Web*' }, true],
    [{ account: 'other', token: 'mkt_*' }, false],
    [{ namespace: 'market' }, false],
    [{ group: '12345' }, true],
    [{ network: 'STAGING' as const }, true],
    [{ network: 'PRODUCTION' as const }, false],
  ])('%j: %s', (match, expected) => {
    expect(matches(match, subject)).toBe(expected)
  })

  test('of a namespace does not take a token without any', () => {
    expect(matches({ namespace: '*' }, subjectOf({ account: 'acme', name: 'x' }))).toBe(false)
  })
})

describe('an owner', () => {
  const owner = (team: string, match: Owner['match']): Owner => ({
    match,
    team,
    approvers: 'approvers',
    members: 'everyone',
    visibleTo: ['members'],
  })
  const owners = [owner('one', { token: 'mkt_token1' }), owner('marketing', { token: 'mkt_*' }), owner('all', {})]
  const teamOf = (name: string) => ownerOf(owners, subjectOf({ account: 'acme', name })).team

  test('is the first that matches', () => {
    expect(['mkt_token1', 'mkt_other', 'web'].map(teamOf)).toEqual(['one', 'marketing', 'all'])
  })

  test('keeps a token through its rotations', () => {
    expect(teamOf('mkt_token1_r2')).toBe('one')
  })

  test('that is nobody is a surprise, not a default', () => {
    expect(() => ownerOf(owners.slice(0, 2), subjectOf({ account: 'acme', name: 'web' }))).toThrow('no owner')
  })
})
