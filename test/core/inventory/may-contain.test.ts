import { expect, test } from 'vitest'
import type { BundleContents } from '../../../src/core/inventory/bundle-contents.ts'
import { containsCredential, mayContain } from '../../../src/core/inventory/credential.ts'

const contents = (more: Partial<BundleContents>): BundleContents => ({
  version: '1',
  sha256: '',
  entries: [],
  strays: [],
  problems: [],
  dependencies: {},
  writes: 'no',
  ...more,
})

const entry = { path: 'edgekv_tokens.js', key: 'namespace-a', namespace: 'a', line: 1 } as const
const value = (name: string, fingerprint: string) => ({ ...entry, name, kind: 'value', fingerprint }) as const
const hidden = { name: 'old', uuid: 'u-1', notItsValue: ['new value'] }

test('a token whose value nobody knows may be any value under any name, but for those that are surely others’', () => {
  const foreign = contents({ entries: [value('some_label', 'a value')] })
  expect(containsCredential(foreign, hidden)).toBe(false)
  expect(mayContain(foreign, hidden)).toBe(true)
  expect(mayContain(contents({ strays: [{ path: 'main.js', line: 1, fingerprint: 'a value' }] }), hidden)).toBe(true)
  expect(mayContain(contents({ entries: [value('new', 'new value')] }), hidden)).toBe(false)
  expect(mayContain(contents({ entries: [{ ...entry, name: 'r', kind: 'reference', uuid: 'u-9' }] }), hidden)).toBe(
    false,
  )
})

test('a token whose value is known, or that has none, is compared and nothing else', () => {
  const foreign = contents({ entries: [value('some_label', 'a value')] })
  expect(mayContain(foreign, { name: 'old', uuid: 'u-1', fingerprint: 'its value' })).toBe(false)
  expect(mayContain(foreign, { name: 'auto', uuid: 'u-2' })).toBe(false)
})
