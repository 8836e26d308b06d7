import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../src/core/bundle/bundle-limits.ts'
import { inspectBundle } from '../../../src/core/bundle/inspect-bundle.ts'
import { readClaims } from '../../../src/core/bundle/read-claims.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { bundleOf, jwt, newHelper, oldFingerprint, oldUuid, oldValue, thirdUuid, tokenFile } from './support/samples.ts'

const inspect = async (files: Record<string, string>) => {
  const inspection = await inspectBundle(bundleOf(files), defaultBundleLimits)
  if (!inspection.ok) throw new Error(JSON.stringify(inspection.problems))
  return inspection
}

describe('inspecting a bundle', () => {
  test('tells version, helper library and entries, values by fingerprint and claims alone', async () => {
    const files = {
      'edgekv_tokens.js': tokenFile(
        { value: oldValue },
        { key: 'namespace-b', name: 'other', reference: oldUuid.toUpperCase() },
      ),
    }
    const inspection = await inspect(files)
    expect(inspection).toMatchObject({
      version: '1.0',
      dependencies: {},
      helper: { path: 'edgekv.js', version: '0.6.3', references: true },
      tokenFiles: [
        {
          path: 'edgekv_tokens.js',
          entries: [
            {
              key: 'namespace-shop',
              namespace: 'shop',
              name: 'shop',
              kind: 'value',
              fingerprint: oldFingerprint,
              expiresAt: 1_800_000_000_000,
              claims: {
                cpCode: '123',
                issuedAt: 1_790_000_000_000,
                scope: { namespaces: { shop: ['r'] }, networks: ['STAGING', 'PRODUCTION'], edgeWorkerIds: [] },
              },
              line: 2,
            },
            { key: 'namespace-b', namespace: 'b', name: 'other', kind: 'reference', uuid: oldUuid, line: 6 },
          ],
        },
      ],
      strays: [],
      writes: 'no',
      problems: [],
    })
    expect(JSON.stringify(inspection)).not.toContain(oldValue.slice(0, 40))
  })

  test('finds uuids and JWTs anywhere else: in code, in comments of the token file, in AppleDouble files', async () => {
    const inspection = await inspect({
      'main.js': `\n\nconst t = '${oldValue}', u = "${oldUuid}"; // ${oldUuid}`,
      'edgekv_tokens.js': `// é ${thirdUuid.toUpperCase()}\n${tokenFile({ reference: oldUuid })}`,
      '._x.js': oldUuid,
    })
    expect(inspection.strays.map(({ path, line, uuid, fingerprint }) => [path, line, uuid ?? fingerprint])).toEqual([
      ['main.js', 3, oldUuid],
      ['main.js', 3, oldFingerprint],
      ['edgekv_tokens.js', 1, thirdUuid],
      ['._x.js', 1, oldUuid],
    ])
  })

  test.each([
    ['kv.putText({ item })', 'yes'],
    ['await kv.putJsonNoWait({})', 'yes'],
    ['kv\n  .delete({ item: 1 })', 'yes'],
    ['headers.delete(name)', 'cannot tell'],
    ['kv["putText"]()', 'cannot tell'],
    ['kv.getText({ item })', 'no'],
  ])('%s: writes? %s', async (code, writes) => {
    expect((await inspect({ 'main.js': code })).writes).toBe(writes)
  })

  test('a published helper library’s own code does not count as writing, a changed one’s does', async () => {
    const text = `${newHelper}kv.putText({})`
    const sha256 = createHash('sha256').update(text).digest('hex')
    const published = [{ version: '0.6.3', sha256, references: true, lines: '' }]
    const bytes = bundleOf({ 'edgekv.js': text })
    expect(await inspectBundle(bytes, defaultBundleLimits, published)).toMatchObject({ writes: 'no' })
    expect(await inspectBundle(bytes, defaultBundleLimits)).toMatchObject({ writes: 'yes' })
  })

  test.each([
    ['a trailing comma', '{"edgeworker-version": "1.2.3",}', '1.2.3'],
    ['a missing comma', '{"edgeworker-version": "0.1"\n "author": "x"}', '0.1'],
    ['a missing comma before it', '{"description": "a" "edgeworker-version": "2.0.", "x": 1}', '2.0.'],
    ['placeholders', '{"bundle-version": <n>, "edgeworker-version" : "5"}', '5'],
    [
      'the key inside of another object and of a text',
      '{"misc": {"edgeworker-version": "9"}, "description": "\\"edgeworker-version\\": \\"8\\"", "edgeworker-version": "1.00"}',
      '1.00',
    ],
    ['an escaped key', '{"edgeworker\\u002dversion": "3"}', '3'],
    ['a byte order mark', '\uFEFF{"edgeworker-version": "4", "misc": "é"}', '4'],
  ])('reads the version of a manifest with %s', async (_, text, version) => {
    expect((await inspect({ 'bundle.json': text })).version).toBe(version)
  })

  test('reads dependencies of composed bundles', async () => {
    const text = '{"edgeworker-version": "1", "dependencies": {"kid": {"edgeWorkerId": 42, "version": "active"}}}'
    expect((await inspect({ 'bundle.json': text })).dependencies).toEqual({
      kid: { edgeWorkerId: '42', version: 'active' },
    })
  })

  test('a value under a wrong field is told by no one', async () => {
    const inspection = await inspect({
      'edgekv_tokens.js': tokenFile({ key: oldValue, name: oldValue, reference: oldValue }),
    })
    expect(JSON.stringify(inspection)).not.toContain(oldValue.slice(0, 60))
    expect(inspection.problems.map(({ code }) => code)).toEqual(['key-without-namespace', 'reference-not-uuid'])
  })

  test('a reference that is no uuid is not shown: it could be a part of a value', async () => {
    const inspection = await inspect({ 'edgekv_tokens.js': tokenFile({ reference: oldValue.slice(0, 40) }) })
    expect(inspection.tokenFiles[0]?.entries).toEqual([
      { path: 'edgekv_tokens.js', key: 'namespace-shop', namespace: 'shop', name: 'shop', kind: 'reference', line: 2 },
    ])
    expect(JSON.stringify(inspection)).not.toContain(oldValue.slice(0, 20))
  })

  test('what would steer a terminal or hide in it is shown as question marks', async () => {
    const [esc, rightToLeft] = ['\u001b', '\u202e']
    const inspection = await inspect({
      'bundle.json': `{"edgeworker-version": "1${rightToLeft}0"}`,
      'edgekv_tokens.js': tokenFile({ key: `shop${esc}[2J`, name: `sh${rightToLeft}op\n`, reference: oldUuid }),
    })
    const { version, tokenFiles, problems } = inspection
    expect([version, tokenFiles[0]?.entries[0]?.key, tokenFiles[0]?.entries[0]?.name]).toEqual([
      '1?0',
      'shop?[2J',
      'sh?op?',
    ])
    expect(problems[0]?.message).toBe('The key shop?[2J lacks "namespace-", so it is never looked up.')
  })

  test('places count lines as editors do, in syntax errors too', async () => {
    const { problems } = await inspect({ 'edgekv_tokens.js': '// a\u2028b\r\n\r\n  {{{ ;' })
    expect(problems).toMatchObject([{ code: 'syntax-error', line: 3, column: 8 }])
    const marked = await inspect({ 'edgekv_tokens.js': '\uFEFFvar x = ;' })
    expect(marked.problems).toMatchObject([{ code: 'syntax-error', line: 1, column: 9 }])
  })
})

describe('claims of a value', () => {
  test('are read leniently: lists as text, numbers as ids, unknown letters left out', () => {
    const claims = readClaims(
      Secret.of(jwt({ env: ['s', 'x'], ewids: '12, 34', cpc: 5, 'namespace-a': 'rwx', 'namespace-b': ['d'] })),
    )
    expect(claims).toEqual({
      scope: { namespaces: { a: ['r', 'w'], b: ['d'] }, networks: ['STAGING'], edgeWorkerIds: ['12', '34'] },
      cpCode: '5',
    })
    expect(readClaims(Secret.of(jwt({ ewids: ['all'] })))?.scope.edgeWorkerIds).toEqual([])
  })

  test.each(['', 'a.b', 'a.b.c', 'a.bnVsbA.c', 'a.W10.c', `a.${'x'.repeat(20_000)}.c`])(
    '%s is malformed, not an error',
    (text) => {
      expect(readClaims(Secret.of(text))).toBeUndefined()
    },
  )

  test.each([1e300, -1e300, 'soon', null])('an expiry of %s is left out', (exp) => {
    expect(readClaims(Secret.of(jwt({ exp })))).not.toHaveProperty('expiresAt')
  })
})
