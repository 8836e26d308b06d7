import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type BundleLimits, defaultBundleLimits } from '../../../src/core/bundle/bundle-limits.ts'
import { inspectBundle } from '../../../src/core/bundle/inspect-bundle.ts'
import type { Problem } from '../../../src/core/bundle/problem.ts'
import { type ProblemCode, problemCodes } from '../../../src/core/bundle/problem-codes.ts'
import { editTokenFile } from '../../../src/core/bundle/rewrite/edit-token-file.ts'
import { type BundleEdits, rewriteBundle } from '../../../src/core/bundle/rewrite-bundle.ts'
import { parseTokenFile } from '../../../src/core/bundle/token-file/parse-token-file.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { pax, rawTar, tgz } from './support/raw-tar.ts'
import * as samples from './support/samples.ts'

const { bundleOf, filesOf, oldUuid, oldValue, tokenFile, toReference } = samples

/** Where a sample is refused: `path:line:column`. */
type Sample = { readonly at: string; readonly problems: () => Promise<readonly Problem[]> | readonly Problem[] }

const refused = (
  bytes: Uint8Array,
  edits: Partial<BundleEdits> = {},
  limits: Partial<BundleLimits> = {},
): (() => Promise<readonly Problem[]>) => {
  const whole = { entries: [toReference], version: '1.1', ...edits }
  return async () => {
    const rewrite = await rewriteBundle(bytes, whole, { ...defaultBundleLimits, ...limits })
    expect(rewrite.ok).toBe(false)
    return rewrite.problems
  }
}

const told = (bytes: Uint8Array) => async (): Promise<readonly Problem[]> =>
  (await inspectBundle(bytes, defaultBundleLimits)).problems

const archive = (...args: Parameters<typeof tgz>): Sample => ({ at: '.:1:1', problems: refused(tgz(...args)) })

const named = (at: string, ...args: Parameters<typeof tgz>): Sample => ({
  at: `${at}:1:1`,
  problems: refused(tgz(...args)),
})

const tokens = (at: string, text: string): Sample => ({
  at: `edgekv_tokens.js:${at}`,
  problems: refused(bundleOf({ 'edgekv_tokens.js': text })),
})

const note = (at: string, text: string): Sample => ({
  at: `edgekv_tokens.js:${at}`,
  problems: told(bundleOf({ 'edgekv_tokens.js': text })),
})

const map = (inner: string): string => `var edgekv_access_tokens = {\n${inner}\n};\nexport { edgekv_access_tokens };\n`
const entry = `"namespace-shop": { "name": "shop", "reference": "${oldUuid}" }`
const withValue = { 'edgekv_tokens.js': tokenFile({ value: oldValue }) }
const small = { name: 'main.js', body: 'x' }

/** Letters that hardly compress, the same on every run. */
const noise = (length: number): string => {
  let state = 1
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return 97 + (state % 23)
  }
  return Buffer.from(Array.from({ length }, next)).toString()
}

const damaged = (): Sample => {
  const tar = rawTar([small])
  tar[3] = 33
  return { at: '.:1:1', problems: refused(gzipSync(tar)) }
}

const inexact = (): readonly Problem[] => {
  const file = parseTokenFile('edgekv_tokens.js', Buffer.from(map(entry)))
  const [one] = file.entries
  if (one === undefined) throw new Error('the sample has an entry')
  const shifted = { ...file, text: ` ${file.text}` }
  const edited = editTokenFile(shifted, new Map([[one, toReference]]), false)
  return edited.ok ? [] : [edited.problem]
}

const codes: Readonly<Record<ProblemCode, Sample>> = {
  'gzip-invalid': { at: '.:1:1', problems: refused(Buffer.from('no archive at all')) },
  'unpacked-too-large': { at: '.:1:1', problems: refused(bundleOf(), {}, { maxUnpacked: 2_000 }) },
  'ratio-too-high': { at: '.:1:1', problems: refused(gzipSync(Buffer.alloc(5_000_000))) },
  'too-many-entries': { at: '.:1:1', problems: refused(bundleOf(), {}, { maxEntries: 3 }) },
  'trailing-data': archive([small], Buffer.concat([Buffer.alloc(1024), Buffer.from('more')])),
  'archive-truncated': archive([small], Buffer.alloc(0)),
  'bad-checksum': damaged(),
  'bad-header': archive([{ ...small, tweak: (header) => header.write('nonsense', 124) }]),
  'bad-name': named('a?b', [{ name: 'a\nb' }]),
  'name-not-utf8': named('??.js', [{ name: Buffer.from([0xff, 0xfe, 0x2e, 0x6a, 0x73]) }]),
  'path-traversal': named('lib/../../x.js', [{ name: 'lib/../../x.js' }]),
  'absolute-path': named('/etc/passwd', [{ name: '/etc/passwd' }]),
  'link-entry': named('main.js', [{ name: 'main.js', type: '2', link: '/etc/passwd' }]),
  'device-entry': named('null', [{ name: 'null', type: '3' }]),
  'unsupported-entry': named('sparse', [{ name: 'sparse', type: 'S' }]),
  'duplicate-name': named('main.js', [small, { ...small, name: './main.js' }]),
  'no-manifest': { at: 'bundle.json:1:1', problems: refused(tgz(filesOf({ 'edgekv_tokens.js': map(entry) }))) },
  'manifest-too-large': {
    at: 'bundle.json:1:1',
    problems: refused(
      bundleOf({ 'bundle.json': JSON.stringify({ misc: Array.from({ length: 60_000 }, (_, n) => n) }) }),
    ),
  },
  'no-version': { at: 'bundle.json:1:1', problems: refused(bundleOf({ 'bundle.json': '{"edgeworker-version": 5}' })) },
  'duplicate-version': {
    at: 'bundle.json:2:24',
    problems: refused(bundleOf({ 'bundle.json': '{"edgeworker-version": "1",\n "edgeworker-version": "2"}' })),
  },
  'dependencies-unreadable': {
    at: 'bundle.json:1:45',
    problems: refused(bundleOf({ 'bundle.json': '{"edgeworker-version": "1", "dependencies": {"a": 5}}' })),
  },
  'no-token-file': { at: 'edgekv_tokens.js:1:1', problems: refused(tgz(filesOf({ 'bundle.json': samples.manifest }))) },
  'empty-token-file': tokens('1:28', 'var edgekv_access_tokens = {};\nexport { edgekv_access_tokens };'),
  'token-file-too-large': tokens('1:1', `${map(entry)}//${noise(270_000)}`),
  'not-utf8': {
    at: 'edgekv_tokens.js:1:1',
    problems: refused(bundleOf({ 'edgekv_tokens.js': Buffer.concat([Buffer.from(map(entry)), Buffer.from([0xe9])]) })),
  },
  'syntax-error': tokens('2:8', map('"shop" "name"')),
  'no-token-map': tokens('1:1', 'export const others = {};'),
  'not-exported': note('1:28', map(entry).replace(/export.*/, '')),
  'two-candidates': tokens(
    '2:5',
    `var edgekv_access_tokens = {};\nvar edgekv_access_tokens = {${entry}};\nexport { edgekv_access_tokens };`,
  ),
  'binding-changed': tokens('5:1', `${map(entry)}edgekv_access_tokens["namespace-shop"].reference = "x";\n`),
  spread: tokens('2:1', map(`...others, ${entry}`)),
  'computed-key': tokens('2:1', map('["namespace-" + "shop"]: { name: "shop", reference: "x" }')),
  call: tokens('1:37', 'export const edgekv_access_tokens = Object.freeze({});'),
  'template-substitution': tokens('2:29', map(`"namespace-shop": { "name": \`\${x}\`, "reference": "${oldUuid}" }`)),
  'not-a-literal': tokens('2:29', map('"namespace-shop": { "name": shop }')),
  'duplicate-key': tokens('3:1', map(`${entry},\n${entry}`)),
  'both-value-and-reference': tokens(
    '2:1',
    map('"namespace-shop": { "name": "shop", "value": "a", "reference": "b" }'),
  ),
  'unknown-generation': tokens('2:1', map('"namespace-shop": { "name": "shop", "token": "x" }')),
  'key-without-namespace': note('2:1', map(`"shop": { "name": "shop", "reference": "${oldUuid}" }`)),
  'empty-credential': note('2:46', map('"namespace-shop": { "name": "shop", "value": "" }')),
  'jwt-malformed': note('2:46', map('"namespace-shop": { "name": "shop", "value": "eyJhbGciOi.not json.x" }')),
  'reference-not-uuid': note('2:50', map('"namespace-shop": { "name": "shop", "reference": "REPLACE_ME" }')),
  'no-such-entry': { at: '.:1:1', problems: refused(bundleOf(), { entries: [{ ...toReference, fromName: 'other' }] }) },
  'too-many-uuids': {
    at: 'ids.json:1:1',
    problems: told(
      bundleOf({
        'ids.json': Array.from(
          { length: 2_001 },
          (_, n) => `${String(n * 7919).padStart(8, '0')}-0000-5000-8000-000000000000`,
        ).join(),
      }),
    ),
  },
  'token-elsewhere': {
    at: 'main.js:41:10',
    problems: refused(bundleOf({ 'main.js': `${'\n'.repeat(40)}const a='${oldUuid}'` })),
  },
  'bad-replacement': {
    at: '.:1:1',
    problems: refused(bundleOf(), {
      entries: [{ ...toReference, to: { kind: 'value', value: Secret.of('"+alert()+"') } }],
    }),
  },
  'bad-version': { at: 'bundle.json:1:1', problems: refused(bundleOf(), { version: 'one and a half' }) },
  'edit-not-exact': { at: 'edgekv_tokens.js:1:1', problems: inexact },
  'helper-missing': {
    at: 'edgekv.js:1:1',
    problems: refused(tgz(filesOf({ 'bundle.json': samples.manifest, ...withValue }))),
  },
  'helper-too-old': { at: 'edgekv.js:1:1', problems: told(bundleOf({ 'edgekv.js': samples.oldHelper })) },
  'helper-modified': {
    at: 'edgekv.js:1:1',
    problems: refused(bundleOf({ ...withValue, 'edgekv.js': samples.oldHelper })),
  },
  'helper-unfit': {
    at: '.:1:1',
    problems: refused(bundleOf({ ...withValue, 'edgekv.js': samples.oldHelper }), {
      helper: { bytes: Buffer.from(samples.oldHelper) },
    }),
  },
  'token-override': {
    at: 'main.js:2:25',
    problems: refused(
      bundleOf({
        ...withValue,
        'edgekv.js': samples.oldHelper,
        'main.js': '//\nconst kv = new EdgeKV({ token_override: jwt })',
      }),
      { helper: { bytes: Buffer.from(samples.newHelper) } },
    ),
  },
  'packed-too-large': { at: '.:1:1', problems: refused(bundleOf(), {}, { maxPacked: 300 }) },
}

describe('problem codes', () => {
  test.each(Object.entries(codes))('%s is told, with the place', async (code, { at, problems }) => {
    const found = (await problems()).filter((one) => one.code === code)
    expect(found.map(({ path, line, column }) => `${path}:${line}:${column}`)).toContain(at)
    for (const { message, advice } of found) {
      expect(message).toMatch(/[.…]$/)
      expect(advice.length).toBeGreaterThan(10)
    }
  })

  test('all are documented in docs/bundles.md, and no others', () => {
    const text = readFileSync(new URL('../../../docs/bundles.md', import.meta.url), 'utf8')
    const documented = [...text.matchAll(/^\| `([a-z][a-z0-9-]+)` \|/gm)].map((match) => match[1])
    expect(documented.toSorted()).toEqual(Object.keys(problemCodes).toSorted())
  })

  test('pax headers that say two sizes are refused', async () => {
    const problems = await refused(tgz([pax({ size: '5' }), small]))()
    expect(problems[0]?.code).toBe('bad-header')
  })
})
