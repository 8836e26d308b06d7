import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { inspectBundle } from '../../../../src/core/bundle/inspect-bundle.ts'
import { rewriteBundle } from '../../../../src/core/bundle/rewrite-bundle.ts'
import { longName, pax, tgz } from '../support/raw-tar.ts'
import {
  bundleOf,
  filesOf,
  manifest,
  newHelper,
  oldUuid,
  oldValue,
  tokenFile,
  toReference,
} from '../support/samples.ts'
import { spent } from '../support/spent.ts'

const seeds: readonly Buffer[] = [
  bundleOf(),
  bundleOf({ 'edgekv_tokens.js': tokenFile({ value: oldValue }), 'main.js': 'x'.repeat(3_000) }),
  tgz([
    pax({ path: `${'d/'.repeat(60)}edgekv_tokens.js` }),
    ...filesOf({ x: tokenFile({ reference: oldUuid }), 'bundle.json': manifest }),
  ]),
  tgz([
    longName(`${'d/'.repeat(60)}edgekv.js`),
    ...filesOf({ x: newHelper, 'bundle.json': manifest, './edgekv_tokens.js': 'export default {}' }),
  ]),
]

/** A tenth of the token files of the nightly script. */
const numRuns = Math.max(1_000, Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? 0) / 10)
const timeout = Math.max(60_000, numRuns * 60)

interface Mutation {
  readonly at: number
  readonly byte: number
  readonly cut: number
  readonly kind: 'set' | 'cut' | 'insert' | 'double'
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
  cut: fc.nat(600),
  kind: fc.constantFrom('set', 'set', 'set', 'cut', 'insert', 'double'),
})

const mutate = (bytes: Buffer, { at, byte, cut, kind }: Mutation): Buffer => {
  const place = Math.floor(at * bytes.length)
  const rest = bytes.subarray(place)
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, place), rest.subarray(cut)])
  if (kind === 'insert') return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), rest])
  if (kind === 'double') return Buffer.concat([bytes.subarray(0, place), rest.subarray(0, cut), rest])
  const copy = Buffer.from(bytes)
  copy[place] = byte
  return copy
}

/** The longest time one archive took, and the most memory that was in use. */
const watch = async (one: () => Promise<void>, seen: { longestMs: number; mostBytes: number }): Promise<void> => {
  seen.longestMs = Math.max(seen.longestMs, await spent(one))
  seen.mostBytes = Math.max(seen.mostBytes, process.memoryUsage().rss)
}

const open = async (bytes: Buffer): Promise<void> => {
  const inspection = await inspectBundle(bytes, defaultBundleLimits)
  expect(JSON.stringify(inspection)).not.toContain(oldValue)
  const rewrite = await rewriteBundle(bytes, { entries: [toReference], version: '2' }, defaultBundleLimits)
  expect(inspection.ok || !rewrite.ok).toBe(true)
  if (rewrite.ok) expect((await inspectBundle(Buffer.from(rewrite.bytes), defaultBundleLimits)).ok).toBe(true)
}

describe('mutated archives', () => {
  test.each([
    ['packed', (bytes: Buffer, list: readonly Mutation[]) => list.reduce(mutate, bytes)],
    [
      'unpacked',
      (bytes: Buffer, list: readonly Mutation[]) => gzipSync(list.reduce(mutate, gunzipSync(bytes)), { level: 1 }),
    ],
  ])(
    '%s: no crash, nothing over a second or 200 MB, no token told',
    async (_, change) => {
      const seen = { longestMs: 0, mostBytes: 0 }
      const before = process.memoryUsage().rss
      const cases = fc.tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 4 }))
      await fc.assert(
        fc.asyncProperty(cases, async ([seed, list]) => watch(() => open(change(seed, list)), seen)),
        { numRuns },
      )
      expect(seen.longestMs).toBeLessThan(1_000)
      expect(seen.mostBytes - before).toBeLessThan(200_000_000)
    },
    timeout,
  )

  test.each([
    [
      'uuids',
      () =>
        Array.from(
          { length: 200_000 },
          (_, n) => `${n.toString(16).padStart(8, '0')}-0000-5000-8000-0000000000${(n % 90) + 10}`,
        ).join(),
    ],
    ['almost JWTs', () => 'eyJ'.repeat(3_000_000)],
    ['JWT parts', () => 'eyJaaaaa.'.repeat(1_000_000)],
    ['hexadecimal', () => '0123456789abcdef-'.repeat(550_000)],
    ['line breaks', () => '\n'.repeat(9_000_000)],
    ['line breaks and a uuid', () => `${'\n'.repeat(9_000_000)}${oldUuid}`],
    ['quotes', () => '"\\'.repeat(4_500_000)],
  ])('a large file of %s is searched in time', async (_, text) => {
    const limits = { ...defaultBundleLimits, maxRatio: 2_000 }
    const bytes = bundleOf({ 'data.js': text() })
    expect(await spent(() => inspectBundle(bytes, limits))).toBeLessThan(1_000)
  })

  test.each([
    ['nested', (n: number) => `export const edgekv_access_tokens = ${'('.repeat(n)}`],
    [
      'long',
      (n: number) =>
        `export const edgekv_access_tokens = {${Array.from({ length: n / 30 }, (_, i) => `k${i}:{name:'a',value:'b'}`).join()}}`,
    ],
    ['chained', (n: number) => `export const edgekv_access_tokens = {}; x${'``'.repeat(n / 2 - 50)}`],
    ['commented', (n: number) => '/*'.repeat(n / 2)],
    ['assigned', (n: number) => `var edgekv_access_tokens = {};${'a=>'.repeat(n / 3)}`],
    ['quoted', (n: number) => `var edgekv_access_tokens = {a:"${'\\'.repeat(n)}`],
  ])('a token file of 256 KB that is %s is read or refused in time', async (_, text) => {
    const bytes = bundleOf({ 'edgekv_tokens.js': text(256_000) })
    const limits = { ...defaultBundleLimits, maxRatio: 2_000 }
    expect(await spent(() => inspectBundle(bytes, limits))).toBeLessThan(1_000)
  })

  test.each([
    ['opened', '{'.repeat(260_000)],
    ['quoted', '"'.repeat(260_000)],
    ['escaped', `"${'\\'.repeat(260_000)}`],
    ['punctuated', `{${'"a":"b",'.repeat(30_000)}`],
  ])('a manifest of 256 KB that is %s is read or refused in time', async (_, text) => {
    const bytes = bundleOf({ 'bundle.json': text })
    const limits = { ...defaultBundleLimits, maxRatio: 2_000 }
    expect(await spent(() => inspectBundle(bytes, limits))).toBeLessThan(1_000)
  })
})
