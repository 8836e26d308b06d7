import { expect, test } from 'vitest'
import type { Inspection } from '../../../src/core/bundle/inspect-bundle.ts'
import { contentsOf } from '../../../src/core/inventory/contents-of.ts'

const inspection = (strays: number): Inspection => ({
  ok: true,
  version: '1.0',
  dependencies: {},
  tokenFiles: [],
  strays: Array.from({ length: strays }, (_, n) => ({ path: 'main.js', line: n + 1, column: 1, uuid: `u-${n}` })),
  writes: 'no',
  problems: [],
})

test('a bundle with more strays than are kept never proves that a token is absent', () => {
  expect(contentsOf(new Uint8Array(), inspection(10))?.isCut).toBeUndefined()
  expect(contentsOf(new Uint8Array(), inspection(2_001))?.isCut).toBe(true)
})

test('nor does a bundle with a token file that cannot be read', () => {
  const seen = inspection(0)
  if (!seen.ok) throw new Error('not an inspection')
  const problem = {
    code: 'call',
    path: 'edgekv_tokens.js',
    line: 1,
    column: 1,
    message: 'A call.',
    advice: 'Mend it.',
  } as const
  expect(contentsOf(new Uint8Array(), { ...seen, problems: [problem] })?.isCut).toBe(true)
})
