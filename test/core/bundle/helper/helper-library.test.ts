import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { readHelper } from '../../../../src/core/bundle/helper/find-helpers.ts'
import { type ReleasedHelper, releasedHelpers } from '../../../../src/core/bundle/helper/released-helpers.ts'
import { inspectBundle } from '../../../../src/core/bundle/inspect-bundle.ts'
import { rewriteBundle } from '../../../../src/core/bundle/rewrite-bundle.ts'
import { bundleOf, newHelper, newUuid, oldHelper, oldValue, tokenFile, toReference } from '../support/samples.ts'
import { fileIn } from '../support/unpack.ts'

const lineHash = (line: string): string =>
  createHash('sha256').update(line.trimEnd()).digest().subarray(0, 3).toString('base64')

/** A published helper library as the table would hold it. */
const released = (version: string, text: string): ReleasedHelper => ({
  version,
  sha256: createHash('sha256').update(text).digest('hex'),
  references: text.includes('Auth-Ref'),
  lines: text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(lineHash)
    .join(''),
})

const table = [released('0.5.0', oldHelper), released('0.6.3', newHelper)]
const withValue = { 'edgekv_tokens.js': tokenFile({ value: oldValue }) }

const migrate = (files: Record<string, string>, own: string | undefined = newHelper) =>
  rewriteBundle(
    bundleOf({ ...withValue, ...files }),
    {
      entries: [toReference],
      version: '2',
      ...(own === undefined ? {} : { helper: { bytes: Buffer.from(own), released: table } }),
    },
    defaultBundleLimits,
  )

describe('the helper library', () => {
  test('every published version is known, by hash and by capability', () => {
    const known = Object.fromEntries(releasedHelpers.map(({ version, references }) => [version ?? 'none', references]))
    const old = { none: false, 0.2: false, 0.3: false, 0.4: false, '0.4.1': false, '0.5.0': false, '0.6.0': false }
    expect(known).toEqual({ ...old, '0.6.1': false, '0.6.2': true, '0.6.3': true })
    expect(new Set(releasedHelpers.map(({ sha256 }) => sha256)).size).toBe(releasedHelpers.length)
    for (const { sha256, lines } of releasedHelpers) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(lines).toMatch(/^(?:[A-Za-z0-9+/]{4}){180,362}$/)
    }
  })

  test.each(['0.2', '0.3', '0.4', '0.4.1', '0.5.0', '0.6.0', '0.6.1', '0.6.2', '0.6.3'])(
    'version %s is read from its line',
    (version) => {
      const text = oldHelper.replace('0.5.0', version)
      expect(readHelper('edgekv.js', Buffer.from(text), table)).toMatchObject({ version, references: false })
      expect(readHelper('edgekv.js', Buffer.from(text.replaceAll('\n', '\r\n')), [])).toMatchObject({ version })
    },
  )

  test('a published file is recognised with other line ends and without its last one', () => {
    for (const text of [oldHelper, oldHelper.replaceAll('\n', '\r\n'), oldHelper.trimEnd(), `${oldHelper}\n`])
      expect(readHelper('edgekv.js', Buffer.from(text), table)).toMatchObject({ version: '0.5.0', released: true })
    expect(readHelper('edgekv.js', Buffer.from(`${oldHelper}//`), table).released).toBe(false)
  })

  test('a minified copy without a version line still shows what it can', () => {
    const minified = `import{edgekv_access_tokens as t}from"./edgekv_tokens.js";const h=n=>({"X-Akamai-EdgeDB-Auth-Ref":[t[n].reference]});export{h}`
    const seen = readHelper('edgekv.js', Buffer.from(minified), table)
    expect(seen).toMatchObject({ references: true, released: false })
    expect('version' in seen).toBe(false)
  })

  test('a helper inside other code, in a folder or under the name edgekv.min.js is found; the one that cannot decides', async () => {
    const inMain = await inspectBundle(
      bundleOf({ 'edgekv.js': 'export {}', 'main.js': newHelper }),
      defaultBundleLimits,
    )
    expect(inMain.ok && inMain.helper?.path).toBe('edgekv.js')
    const two = await inspectBundle(bundleOf({ 'lib/edgekv.min.js': oldHelper }), defaultBundleLimits)
    expect(two.ok && two.helper).toMatchObject({ path: 'lib/edgekv.min.js', references: false })
  })

  test('a migration replaces a published older library by the operator’s copy', async () => {
    const rewrite = await migrate({ 'edgekv.js': oldHelper.replaceAll('\n', '\r\n') })
    if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
    expect(rewrite.helpers).toEqual([{ path: 'edgekv.js', from: '0.5.0' }])
    expect(await fileIn(rewrite.bytes, 'edgekv.js')).toBe(newHelper)
    expect(await fileIn(rewrite.bytes, 'edgekv_tokens.js')).toContain(`"reference": "${newUuid}"`)
    expect(await fileIn(rewrite.bytes, 'edgekv_tokens.js')).not.toContain('value')
  })

  test('a library that can is left alone, whatever the operator configured', async () => {
    const rewrite = await migrate({ 'edgekv.js': `${newHelper}// our own change\n` })
    expect(rewrite.ok && rewrite.helpers).toEqual([])
  })

  test('a modified library is refused with a summary of what differs', async () => {
    const modified = oldHelper
      .replace('export const headers', '// ours\nexport const retries = 3\nexport const headers')
      .replace('*/\n', '')
    const rewrite = await migrate({ 'edgekv.js': modified })
    expect(rewrite.ok).toBe(false)
    expect(rewrite.problems).toMatchObject([{ code: 'helper-modified', path: 'edgekv.js' }])
    expect(rewrite.problems[0]?.message).toContain(
      'Nearest to 0.5.0: 2 lines are not in it (lines 4, 5), 1 of its lines are missing.',
    )
  })

  test('an older library without a configured copy is refused', async () => {
    const edits = { entries: [toReference], version: '2' }
    const rewrite = await rewriteBundle(bundleOf({ ...withValue, 'edgekv.js': oldHelper }), edits, defaultBundleLimits)
    expect(rewrite.problems[0]?.code).toBe('helper-modified')
    const { problems } = await inspectBundle(bundleOf({ 'edgekv.js': oldHelper }), defaultBundleLimits)
    expect(problems.map(({ code }) => code)).toEqual(['helper-too-old'])
  })

  test('token_override anywhere in the code is refused with its line; in a published library it is not', async () => {
    const withOverride = oldHelper.replace('export', '// token_override is an option\nexport')
    const list = [released('0.5.0', withOverride)]
    const edits = { entries: [toReference], version: '2', helper: { bytes: Buffer.from(newHelper), released: list } }
    const good = await rewriteBundle(bundleOf({ ...withValue, 'edgekv.js': withOverride }), edits, defaultBundleLimits)
    expect(good.ok).toBe(true)
    const bad = await rewriteBundle(
      bundleOf({ ...withValue, 'edgekv.js': withOverride, 'lib/kv.js': '\n\nnew EdgeKV({ "token_override": t })' }),
      edits,
      defaultBundleLimits,
    )
    expect(bad.problems).toMatchObject([{ code: 'token-override', path: 'lib/kv.js', line: 3 }])
  })

  test('references are not held up by an old library that is there already, only told', async () => {
    const rewrite = await rewriteBundle(
      bundleOf({ 'edgekv.js': oldHelper }),
      { entries: [toReference], version: '2' },
      defaultBundleLimits,
    )
    expect(rewrite).toMatchObject({ ok: true, problems: [{ code: 'helper-too-old', path: 'edgekv.js' }] })
  })

  test('a configured library that is no JavaScript is refused', async () => {
    const list = [released('0.5.0', oldHelper)]
    const bytes = Buffer.from('Put X-Akamai-EdgeDB-Auth-Ref into your code')
    const edits = { entries: [toReference], version: '2', helper: { bytes, released: list } }
    const rewrite = await rewriteBundle(bundleOf({ ...withValue, 'edgekv.js': oldHelper }), edits, defaultBundleLimits)
    expect(rewrite.problems).toMatchObject([{ code: 'helper-unfit', message: expect.stringContaining('JavaScript') }])
  })
})
