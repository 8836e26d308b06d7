import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../src/core/bundle/bundle-limits.ts'
import { type BundleEdits, rewriteBundle } from '../../../src/core/bundle/rewrite-bundle.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import {
  bundleOf,
  manifest,
  newUuid,
  newValue,
  oldUuid,
  oldValue,
  thirdUuid,
  tokenFile,
  toReference,
} from './support/samples.ts'
import { fileIn } from './support/unpack.ts'

const rewrite = (files: Record<string, string>, edits: Partial<BundleEdits> = {}) =>
  rewriteBundle(bundleOf(files), { entries: [toReference], version: '1.1', ...edits }, defaultBundleLimits)

const codes = async (...args: Parameters<typeof rewrite>): Promise<readonly string[]> => {
  const result = await rewrite(...args)
  return result.ok ? ['rewritten'] : result.problems.map(({ code, path, line }) => `${code} ${path}:${line}`)
}

const shared = tokenFile({ key: 'namespace-a', reference: oldUuid }, { key: 'namespace-b', reference: oldUuid })

describe('rewriting a bundle', () => {
  test('changes the entry and the version, and tells both', async () => {
    const result = await rewrite({})
    expect(result).toMatchObject({
      ok: true,
      changed: [{ path: 'edgekv_tokens.js', key: 'namespace-shop', from: 'shop', to: 'shop_r2' }],
      version: { from: '1.0', to: '1.1' },
      problems: [],
    })
    expect(result.ok && (await fileIn(result.bytes, 'bundle.json'))).toBe(manifest.replace('1.0', '1.1'))
  })

  test.each([
    ['{"edgeworker-version" :\t"1.0",}', '{"edgeworker-version" :\t"1.1",}'],
    [
      '{"a": <x>, "edgeworker-version": "1\\u002e0" "author": "é"}\r\n',
      '{"a": <x>, "edgeworker-version": "1.1" "author": "é"}\r\n',
    ],
  ])('the version is replaced in place: %s', async (before, after) => {
    const result = await rewrite({ 'bundle.json': before })
    expect(result.ok && (await fileIn(result.bytes, 'bundle.json'))).toBe(after)
  })

  test('one token under many namespaces is changed everywhere, or only where asked', async () => {
    const all = await rewrite({ 'edgekv_tokens.js': shared })
    expect(all.ok && all.changed.map(({ key }) => key)).toEqual(['namespace-a', 'namespace-b'])
    const one = await rewrite({ 'edgekv_tokens.js': shared }, { entries: [{ ...toReference, namespace: 'b' }] })
    expect(one.ok && one.changed.map(({ key }) => key)).toEqual(['namespace-b'])
    const text = (one.ok && (await fileIn(one.bytes, 'edgekv_tokens.js'))) || ''
    expect(text.includes(oldUuid) && text.includes(newUuid)).toBe(true)
  })

  test('path and key choose one of several files', async () => {
    const files = { 'src/edgekv_tokens.js': tokenFile({ reference: oldUuid }) }
    const edit = { ...toReference, path: './src/edgekv_tokens.js', key: 'namespace-shop' }
    const result = await rewrite(files, { entries: [edit] })
    expect(result.ok && result.changed.map(({ path }) => path)).toEqual(['src/edgekv_tokens.js'])
  })

  test('several edits in one go, of both kinds', async () => {
    const text = tokenFile(
      { key: 'namespace-a', reference: oldUuid },
      { key: 'namespace-b', name: 'b', value: oldValue },
    )
    const toValue = { fromName: 'b', toName: 'b_r2', to: { kind: 'value' as const, value: Secret.of(newValue) } }
    const result = await rewrite({ 'edgekv_tokens.js': text }, { entries: [toReference, toValue] })
    const expected = text
      .replace(oldUuid, newUuid)
      .replace(oldValue, newValue)
      .replace('"shop"', '"shop_r2"')
      .replace('"b"', '"b_r2"')
    expect(result.ok && (await fileIn(result.bytes, 'edgekv_tokens.js'))).toBe(expected)
  })

  test('the old token anywhere else is refused with the place', async () => {
    const at = async (files: Record<string, string>) => codes(files)
    expect(await at({ 'main.js': `\nx = '${oldUuid.toUpperCase()}'` })).toEqual(['token-elsewhere main.js:2'])
    expect(await at({ 'data/x.json': `["${oldUuid}"]` })).toEqual(['token-elsewhere data/x.json:1'])
    expect(await at({ 'edgekv_tokens.js': `${tokenFile({ reference: oldUuid })}// was ${oldUuid}` })).toEqual([
      'token-elsewhere edgekv_tokens.js:8',
    ])
    const other = tokenFile({ reference: oldUuid }, { key: 'namespace-b', name: 'other', reference: oldUuid })
    expect(await at({ 'edgekv_tokens.js': other })).toEqual(['token-elsewhere edgekv_tokens.js:8'])
    const value = { 'edgekv_tokens.js': tokenFile({ value: oldValue }), 'main.js': `jwt("${oldValue}")` }
    expect(await at(value)).toEqual(['token-elsewhere main.js:1'])
  })

  test('no problem ever holds a token value', async () => {
    const text = `export const edgekv_access_tokens = { "${oldValue}": { name: "${oldValue}", value: "${oldValue}", reference: "x" } }`
    const result = await rewrite(
      { 'edgekv_tokens.js': text, 'main.js': oldValue },
      { entries: [{ ...toReference, fromName: oldValue }] },
    )
    expect(result.ok).toBe(false)
    expect(JSON.stringify(result)).not.toContain(oldValue.slice(0, 60))
  })

  test('a name that stands for two tokens is refused, unless the namespaces are named', async () => {
    const text = tokenFile({ key: 'namespace-a', reference: oldUuid }, { key: 'namespace-b', reference: thirdUuid })
    expect(await codes({ 'edgekv_tokens.js': text })).toEqual(['two-candidates edgekv_tokens.js:6'])
    const entries = ['a', 'b'].map((namespace) => ({ ...toReference, namespace }))
    expect(await codes({ 'edgekv_tokens.js': text }, { entries })).toEqual(['rewritten'])
  })

  test('a mended key that is there already, and two edits of one entry, are refused', async () => {
    const text = tokenFile(
      { key: 'namespace-a', name: 'other', reference: thirdUuid },
      { key: 'a', reference: oldUuid },
    )
    expect(await codes({ 'edgekv_tokens.js': text }, { fixKeys: true })).toEqual(['two-candidates edgekv_tokens.js:6'])
    expect(await codes({}, { entries: [toReference, toReference] })).toEqual(['two-candidates edgekv_tokens.js:2'])
  })

  test('every reason is told at once, and nothing is given out', async () => {
    const bad = { fromName: 'nobody', toName: 'no name!', to: { kind: 'reference' as const, uuid: 'no uuid' } }
    const result = await rewrite({}, { entries: [bad], version: '' })
    expect(result.problems.map(({ code }) => code)).toEqual([
      'bad-version',
      'bad-replacement',
      'bad-replacement',
      'no-such-entry',
    ])
    expect(Object.keys(result)).toEqual(['ok', 'problems'])
    expect(await codes({}, { entries: [] })).toEqual(['no-such-entry .:1'])
  })

  test('what the rewriting mends is not told, what it leaves or brings is', async () => {
    const placeholder = { 'edgekv_tokens.js': tokenFile({ reference: 'REPLACE_ME' }) }
    expect((await rewrite(placeholder)).problems).toEqual([])
    const noJwt = { fromName: 'shop', toName: 'shop_r2', to: { kind: 'value' as const, value: Secret.of('hello') } }
    expect((await rewrite({}, { entries: [noJwt] })).problems).toMatchObject([{ code: 'jwt-malformed', line: 4 }])
    const line = `export const edgekv_access_tokens={a:{name:"shop",reference:"${oldUuid}"},b:{name:"b",reference:"${thirdUuid}"}}`
    const mended = await rewrite({ 'edgekv_tokens.js': line }, { fixKeys: true })
    expect(mended).toMatchObject({ ok: true, problems: [{ code: 'key-without-namespace' }] })
    expect(mended.problems[0]?.message).toContain('The key b')
  })

  test('of a file that cannot be read it is not said that it lacks the entry', async () => {
    const text = `export const edgekv_access_tokens = Object.freeze(${JSON.stringify({ a: { name: 'shop' } })})`
    expect(await codes({ 'edgekv_tokens.js': text })).toEqual(['call edgekv_tokens.js:1'])
    expect(await codes({ 'edgekv_tokens.js': '\n' })).toEqual(['empty-token-file edgekv_tokens.js:1'])
  })

  test('of a file that cannot be read it is not said that the token also stands in it', async () => {
    const twice = tokenFile({ reference: oldUuid }).replace('"reference"', `"value": "x", "reference"`)
    const both = { 'edgekv_tokens.js': twice, 'lib/edgekv_tokens.js': tokenFile({ reference: oldUuid }) }
    expect(await codes(both)).toEqual(['both-value-and-reference edgekv_tokens.js:2'])
  })

  test('places are right behind bare carriage returns and letters that grow in lower case', async () => {
    const old = `// ${'İ'.repeat(9)}\r// ${oldUuid}\r${tokenFile({ reference: oldUuid }).replaceAll('\n', '\r')}`
    const result = await rewrite({ 'edgekv_tokens.js': old })
    expect(result.problems).toMatchObject([{ code: 'token-elsewhere', line: 2, column: 4 }])
  })

  test('a second token file that cannot be read is refused, because the token could be in it', async () => {
    expect(await codes({ 'src/edgekv_tokens.js': 'export const {' })).toContain('syntax-error src/edgekv_tokens.js:1')
  })
})
