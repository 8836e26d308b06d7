import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTokenName, replacementName, rootOf } from '../../../src/core/token/token-name.ts'

describe('names of replacements', () => {
  test('count from two, one above the highest that was ever seen', () => {
    expect(replacementName('mkt_token1', ['mkt_token1'])).toBe('mkt_token1_r2')
    expect(replacementName('mkt_token1_r2', ['mkt_token1_r2', 'mkt_token1_r7'])).toBe('mkt_token1_r8')
    expect(replacementName('mkt_token1', ['mkt_token1', 'mkt_token10_r9'])).toBe('mkt_token1_r2')
  })

  test('keep the name that people say', () => {
    expect(rootOf('mkt_token1_r12')).toBe('mkt_token1')
    expect(rootOf('mkt_r1x')).toBe('mkt_r1x')
  })

  test('are free, legal and at most 32 long, whatever the names around them', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/)
    fc.assert(
      fc.property(name, fc.array(name), (old, others) => {
        const made = replacementName(old, [old, ...others])
        expect(isTokenName(made)).toBe(true)
        expect([old, ...others]).not.toContain(made)
      }),
    )
  })

  test('stay free over many replacements of a long name', () => {
    const long = 'a'.repeat(32)
    const known = [long]
    for (let n = 0; n < 120; n += 1) known.push(replacementName(known.at(-1) ?? long, known))
    expect(new Set(known).size).toBe(known.length)
  })
})

test('a token name is what Akamai takes', () => {
  expect(isTokenName('a')).toBe(true)
  for (const bad of ['', '-a', 'a b', 'a'.repeat(33), ';', 'ä']) expect(isTokenName(bad)).toBe(false)
})
