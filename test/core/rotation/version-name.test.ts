import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activationNote, isOurNote, versionName } from '../../../src/core/rotation/version-name.ts'

test('a version string keeps its base, carries the mark and fits Akamai’s rule', () => {
  expect(versionName('1.2.3', 'k7qx42', 1)).toBe('1.2.3-k7qx42.1')
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 999 }), (base, k) => {
      const name = versionName(base, 'k7qx42', k)
      expect(name).toMatch(/^[A-Za-z0-9._~-]{1,32}$/)
      expect(name).toMatch(/-k7qx42\.\d+$/)
    }),
  )
})

test('a note is ours only for the same mark and direction', () => {
  expect(isOurNote(activationNote('k7qx42', 1, 'forward'), 'k7qx42', 'forward')).toBe(true)
  expect(isOurNote(activationNote('k7qx42', 1, 'back'), 'k7qx42', 'forward')).toBe(false)
  expect(isOurNote(activationNote('k7qx421', 1, 'forward'), 'k7qx42', 'forward')).toBe(false)
  expect(isOurNote(undefined, 'k7qx42', 'forward')).toBe(false)
})
