import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { readHelper } from '../../../../src/core/bundle/helper/find-helpers.ts'
import { releasedHelpers } from '../../../../src/core/bundle/helper/released-helpers.ts'
import { rewriteBundle } from '../../../../src/core/bundle/rewrite-bundle.ts'
import { bundleOf, oldValue, tokenFile, toReference } from '../support/samples.ts'
import { fileIn } from '../support/unpack.ts'

/**
 * Akamai's own files are no part of this project. A folder with states of `edgekv/lib/edgekv.js` out of the history of
 * github.com/akamai/edgeworkers-examples, under any names that end in `.js`, lets this test run them through a migration.
 */
const folder = process.env['EDGEKV_CHATOPS_PUBLISHED_HELPERS'] ?? ''
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : []
const seen = files.map((name) => {
  const bytes = readFileSync(join(folder, name))
  return { name, bytes, helper: readHelper('edgekv.js', bytes, releasedHelpers) }
})
const own = seen.find(({ helper }) => helper.released && helper.version === '0.6.3')?.bytes

describe.skipIf(own === undefined)('helper libraries as Akamai published them', () => {
  test.each(seen.map((one) => [one.name, one] as const))('%s is known and goes through a migration', async (_, one) => {
    expect(one.helper.released).toBe(true)
    const bundle = bundleOf({ 'edgekv_tokens.js': tokenFile({ value: oldValue }), 'edgekv.js': one.bytes })
    const helper = { bytes: own ?? Buffer.alloc(0) }
    const rewrite = await rewriteBundle(bundle, { entries: [toReference], version: '2', helper }, defaultBundleLimits)
    if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
    const expected = one.helper.references ? one.bytes : own
    expect(await fileIn(rewrite.bytes, 'edgekv.js')).toBe(expected?.toString('utf8'))
    expect(rewrite.problems).toEqual([])
  })
})
