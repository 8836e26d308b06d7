import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { inspectBundle } from '../../../../src/core/bundle/inspect-bundle.ts'
import { rewriteBundle } from '../../../../src/core/bundle/rewrite-bundle.ts'
import { Secret } from '../../../../src/core/token/secret.ts'
import { bundleOf, newUuid, newValue, oldUuid, oldValue, toReference } from '../support/samples.ts'
import { fileIn } from '../support/unpack.ts'

const u = oldUuid
const canonical = `var edgekv_access_tokens = {\n  "namespace-shop": {\n    "name": "shop",\n    "reference": "${u}"\n  }\n}\nexport { edgekv_access_tokens };\n`

/** The quirks of real files (made anew by hand), and plausible ones that were not seen. */
const variants: Readonly<Record<string, string>> = {
  canonical,
  'no final newline': canonical.trimEnd(),
  'eight spaces': canonical.replaceAll('  ', '        '),
  crlf: canonical.replaceAll('\n', '\r\n'),
  'byte order mark': `\uFEFF${canonical}`,
  'unquoted and single quotes': `var edgekv_access_tokens = {\r\n  'namespace-shop': {\r\n    name: 'shop',\r\n    reference: '${u}'\r\n  }\r\n};\r\nexport { edgekv_access_tokens };`,
  'trailing commas at two levels': `var edgekv_access_tokens = {\n  "namespace-shop": {\n    name: "shop",\n    reference: "${u}",\n  },\n};\nexport { edgekv_access_tokens };`,
  'leading blank lines and a space': `\n\n ${canonical}`,
  'space before the colon': canonical.replaceAll('":', '" :'),
  tabs: canonical.replaceAll('  ', '\t').replaceAll('": {', '" : {'),
  'no indent': canonical.replaceAll(/^ +/gm, ''),
  'leading comment with an equals sign': `// tokens = secret; don't = share {\n${canonical}`,
  'const, comments after braces and values, a commented-out entry': `// header\n// it's ours\nconst edgekv_access_tokens = {\n  'namespace-shop': { // the team's\n    "name": "shop", // don't\n    "reference": "${u}" // o'clock\n  }\n  // ,"namespace-old": { "name": "old", "reference": "x" }\n};\nexport { edgekv_access_tokens };\n`,
  'block comments between tokens': `var /* a */ edgekv_access_tokens /* edgekv_access_tokens = { */ = /* b */ { /* c */ "namespace-shop" /* d */ : /* e */ { /* f */ name /* g */ : /* h */ "shop" /* i */ , reference: "${u}" /* j */ } /* k */ } /* l */ ; export { edgekv_access_tokens };`,
  'inline export': `export const edgekv_access_tokens = { "namespace-shop": { "name": "shop", "reference": "${u}" } };\n`,
  'inline and default export': `// generated\nexport const edgekv_access_tokens = {"namespace-shop":{"name":"shop","reference":"${u}"}};\nexport default edgekv_access_tokens;`,
  'default export of the object': `export default { "namespace-shop": { "name": "shop", "reference": "${u}" } }`,
  alias: `let t = { "namespace-shop": { "name": "shop", "reference": "${u}" } };\nexport { t as edgekv_access_tokens };\n`,
  'alias as text': `let t = { "namespace-shop": { "name": "shop", "reference": "${u}" } };\nexport { t as "edgekv_access_tokens" };\n`,
  'alias by a second name': `const all = { "namespace-shop": { "name": "shop", "reference": "${u}" } }, edgekv_access_tokens = all\nexport { edgekv_access_tokens }`,
  'export before the declaration': `export { edgekv_access_tokens };\nvar edgekv_access_tokens = { "namespace-shop": { "name": "shop", "reference": "${u}" } }`,
  'export list over several lines': canonical.replace('{ edgekv_access_tokens }', '{\n  edgekv_access_tokens,\n}'),
  'template quotes': `export var edgekv_access_tokens = { "namespace-shop": { "name": \`shop\`, "reference": \`${u}\` } }`,
  escapes: `var edgekv_access_tokens = { "\\u006eamespace-shop": { "na\\u{6d}e": "s\\x68op", "reference": "${u.replace('-', '\\x2d')}" } }\nexport { edgekv_access_tokens };`,
  minified: `var t={"namespace-shop":{name:"shop",reference:"${u}"}};export{t as edgekv_access_tokens};`,
  'use strict and other constants': `'use strict';\nconst made = '2024';\n${canonical}`,
  'other fields of an entry': canonical.replace('"name"', '"note": "x", "n": 3, "name"'),
  'in brackets': `export const edgekv_access_tokens = ({ "namespace-shop": ({ "name": ("shop"), "reference": "${u}" }) })`,
  'not exported': canonical.replace(/export.*\n/, ''),
}

describe('token files as they are written', () => {
  test.each(Object.entries(variants))('%s: only the name and the reference change', async (_, text) => {
    const bytes = bundleOf({ 'edgekv_tokens.js': text })
    const inspection = await inspectBundle(bytes, defaultBundleLimits)
    const entry = { key: 'namespace-shop', namespace: 'shop', name: 'shop', kind: 'reference', uuid: u }
    expect(inspection).toMatchObject({ ok: true, tokenFiles: [{ path: 'edgekv_tokens.js', entries: [entry] }] })
    const rewrite = await rewriteBundle(bytes, { entries: [toReference], version: '1.1' }, defaultBundleLimits)
    if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
    const written = (await fileIn(rewrite.bytes, 'edgekv_tokens.js')) ?? ''
    const back = written
      .replace(newUuid, text.includes(u) ? u : u.replace('-', '\\x2d'))
      .replace('shop_r2', text.includes('s\\x68op') ? 's\\x68op' : 'shop')
    expect(back).toBe(text)
  })

  test('a value becomes a reference in the same quotes, and "value" is gone', async () => {
    const text = `export const edgekv_access_tokens = { "namespace-shop": { 'name': 'shop', 'value': '${oldValue}' }, "namespace-b": { name: "shop", value: \`${oldValue}\` } }`
    const rewrite = await rewriteBundle(
      bundleOf({ 'edgekv_tokens.js': text }),
      { entries: [toReference], version: '2' },
      defaultBundleLimits,
    )
    if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
    expect(await fileIn(rewrite.bytes, 'edgekv_tokens.js')).toBe(
      `export const edgekv_access_tokens = { "namespace-shop": { 'name': 'shop_r2', 'reference': '${newUuid}' }, "namespace-b": { name: "shop_r2", reference: \`${newUuid}\` } }`,
    )
  })

  test('a value becomes another value', async () => {
    const text = `export const edgekv_access_tokens = { "namespace-shop": { "name": "shop", "value": "${oldValue}" } }`
    const edit = { fromName: 'shop', toName: 'shop', to: { kind: 'value', value: Secret.of(newValue) } } as const
    const rewrite = await rewriteBundle(
      bundleOf({ 'edgekv_tokens.js': text }),
      { entries: [edit], version: '2' },
      defaultBundleLimits,
    )
    expect(rewrite.ok && (await fileIn(rewrite.bytes, 'edgekv_tokens.js'))).toBe(text.replace(oldValue, newValue))
  })

  test.each([
    ['default', '"namespace-default"'],
    ["'shop'", "'namespace-shop'"],
    ['42', '"namespace-42"'],
    ['"s\\x68\\"op"', '"namespace-s\\x68\\"op"'],
  ])('--fix-keys mends the key %s', async (key, mended) => {
    const text = `export const edgekv_access_tokens = { ${key}: { "name": "shop", "reference": "${u}" } };`
    const edits = { entries: [toReference], version: '2', fixKeys: true }
    const rewrite = await rewriteBundle(bundleOf({ 'edgekv_tokens.js': text }), edits, defaultBundleLimits)
    expect(rewrite.ok && rewrite.problems).toEqual([])
    expect(rewrite.ok && (await fileIn(rewrite.bytes, 'edgekv_tokens.js'))).toContain(`{ ${mended}: {`)
    const left = await rewriteBundle(
      bundleOf({ 'edgekv_tokens.js': text }),
      { ...edits, fixKeys: false },
      defaultBundleLimits,
    )
    expect(left.ok && left.problems.map(({ code }) => code)).toEqual(['key-without-namespace'])
    expect(left.ok && (await fileIn(left.bytes, 'edgekv_tokens.js'))).toContain(`{ ${key}: {`)
  })

  test.each([
    ['a pattern', 'export const { edgekv_access_tokens } = {};', 'no-token-map'],
    ['another file', 'export { edgekv_access_tokens } from "./x.js";', 'no-token-map'],
    ['an import', 'import edgekv_access_tokens from "./x.js"; export { edgekv_access_tokens };', 'no-token-map'],
    ['a function', 'export function edgekv_access_tokens() {}', 'no-token-map'],
    ['JSON text', `export const edgekv_access_tokens = JSON.parse('{}')`, 'call'],
    [
      'a default beside it',
      'export const edgekv_access_tokens = { a: { name: "a", value: "b" } }; export default {}',
      'two-candidates',
    ],
    [
      'Object.assign',
      'const edgekv_access_tokens = {}; Object.assign(edgekv_access_tokens, {}); export { edgekv_access_tokens }',
      'binding-changed',
    ],
    ['eval', 'export const edgekv_access_tokens = {}; eval("edgekv_access_tokens.x = {}")', 'binding-changed'],
    [
      'a later assignment',
      'let edgekv_access_tokens; edgekv_access_tokens = {}; export { edgekv_access_tokens }',
      'binding-changed',
    ],
    [
      'a change through the other name',
      'const t = {}; export { t as edgekv_access_tokens }; t.x = {};',
      'binding-changed',
    ],
    ['a prototype', 'export const edgekv_access_tokens = { __proto__: { name: "a" } }', 'not-a-literal'],
    ['a getter', 'export const edgekv_access_tokens = { get a() { return {} } }', 'not-a-literal'],
    ['a shorthand', 'const a = {}; export const edgekv_access_tokens = { a }', 'not-a-literal'],
    ['a joined text', 'export const edgekv_access_tokens = { a: { name: "x" + "y", value: "b" } }', 'not-a-literal'],
    [
      'a field twice',
      'export const edgekv_access_tokens = { a: { name: "x", name: "y", value: "b" } }',
      'duplicate-key',
    ],
    [
      'a key twice by escapes',
      'export const edgekv_access_tokens = { a: { name: "x", value: "b" }, "\\x61": { name: "y", value: "c" } }',
      'duplicate-key',
    ],
    ['a tagged template', 'export const edgekv_access_tokens = { a: { name: String.raw`x`, value: "b" } }', 'call'],
    [
      'a chain too deep to be walked',
      `export const edgekv_access_tokens = {}; x${'.a'.repeat(80_000)}`,
      'syntax-error',
    ],
    ['a call of calls', `export const edgekv_access_tokens = {}; x${'()'.repeat(80_000)}`, 'syntax-error'],
    ['a long else if', `export const edgekv_access_tokens = {}; if (x);${'else if(x);'.repeat(3_000)}`, 'syntax-error'],
    [
      'too deep parentheses',
      `export const edgekv_access_tokens = ${'('.repeat(5_000)}{}${')'.repeat(5_000)}`,
      'syntax-error',
    ],
    ['too deep nesting', `export const edgekv_access_tokens = ${'['.repeat(50_000)}`, 'syntax-error'],
  ])('%s is refused', async (_, text, code) => {
    const rewrite = await rewriteBundle(
      bundleOf({ 'edgekv_tokens.js': text }),
      { entries: [toReference], version: '2' },
      { ...defaultBundleLimits, maxRatio: 2_000 },
    )
    expect(rewrite.ok).toBe(false)
    expect(rewrite.problems.map((one) => one.code)).toContain(code)
  })
})
