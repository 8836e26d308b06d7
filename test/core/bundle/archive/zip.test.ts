import { spawnSync } from 'node:child_process'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unzip } from '../../../../src/core/bundle/archive/unzip.ts'
import { zip } from '../../../../src/core/bundle/archive/zip.ts'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'

const part = 524_288

/** Text that repeats itself at distances on both sides of a part's border. */
const sample = (length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at += 1) bytes[at] = ((at * at) >> 7) % 251
  return bytes
}

describe('packing', () => {
  test.each([0, 1, 511, part - 1, part, part + 1, 2 * part, 2 * part + 77, 5 * part + 1])(
    '%i bytes come back, for gzip too, from one member without time or system',
    async (length) => {
      const bytes = sample(length)
      const packed = await zip(bytes, 6)
      expect(gunzipSync(packed).equals(bytes)).toBe(true)
      expect([...packed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
      const gzip = spawnSync('gzip', ['-dc'], { input: packed, maxBuffer: 10_000_000 })
      expect(gzip.stdout.equals(bytes)).toBe(true)
      expect(await unzip(packed, { ...defaultBundleLimits, maxRatio: 2_000 })).toMatchObject({ ok: true })
    },
  )

  test('the same bytes give the same result at every level, and higher levels are not larger', async () => {
    const bytes = sample(3 * part)
    const [six, again, nine] = await Promise.all([zip(bytes, 6), zip(Buffer.from(bytes), 6), zip(bytes, 9)])
    expect(Buffer.from(six).equals(again)).toBe(true)
    expect(nine.length).toBeLessThanOrEqual(six.length)
  })

  test('any bytes come back', async () => {
    const any = fc.uint8Array({ maxLength: 5_000 })
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 9 }), async (bytes, level) => {
        expect(gunzipSync(await zip(bytes, level)).equals(bytes)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
