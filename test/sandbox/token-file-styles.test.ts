import { expect, test } from 'vitest'
import { evaluateTokenFile } from '../../src/sandbox/bundle/evaluate-token-file.ts'
import { tokenFileStyles, writeTokenFile } from '../../src/sandbox/world/token-file-styles.ts'

const entries = [
  { key: 'namespace-a', name: 'one', kind: 'value', secret: 'x.y.z' },
  { key: 'namespace-b', name: 'two', kind: 'reference', secret: '1-2' },
] as const

const wanted = {
  kind: 'map',
  map: { 'namespace-a': { name: 'one', value: 'x.y.z' }, 'namespace-b': { name: 'two', reference: '1-2' } },
}

test.each(tokenFileStyles)('a token file in the style %s means what was written', (style) => {
  expect(evaluateTokenFile(writeTokenFile(style, entries))).toEqual(wanted)
})

test('no two styles are the same text', () => {
  expect(new Set(tokenFileStyles.map((style) => writeTokenFile(style, entries))).size).toBe(tokenFileStyles.length)
})

test.each([
  [
    "export default { 'namespace-a': { name: 'export {', value: '//' } }",
    { 'namespace-a': { name: 'export {', value: '//' } },
  ],
  ['// export { nothing }\nlet a = {}; export { a as edgekv_access_tokens, a as default }', {}],
  [
    'export let edgekv_access_tokens = Object.freeze({ k: { name: `n`, value: "\\u0041" } })',
    { k: { name: 'n', value: 'A' } },
  ],
  [
    'var edgekv_access_tokens = { a: { name: 1 }, a: { name: 2 } }; export { edgekv_access_tokens }',
    { a: { name: 2 } },
  ],
])('%s is understood as a program', (source, map) => {
  expect(evaluateTokenFile(source)).toEqual({ kind: 'map', map })
})

test.each([
  ['process.exit(1)', 'broken'],
  ['import x from "y"', 'broken'],
  ['for (;;) {}', 'broken'],
  ['throw { message: "no" }', 'broken'],
  ['throw { get message() { for (;;) {} } }', 'broken'],
  ['throw new Proxy({}, { get() { for (;;) {} } })', 'broken'],
  ['Promise.resolve().then(() => { for (;;) {} })', 'broken'],
  ['export const edgekv_access_tokens = { toJSON() { for (;;) {} } }', 'broken'],
  ['Promise.reject(1)', 'broken'],
  ["globalThis['Pro' + 'mise'].reject(1)", 'broken'],
  ['(async () => { throw 1 })()', 'broken'],
  ['} catch { } for (;;) {} try {', 'broken'],
  ['return 1', 'broken'],
  ['eval("1")', 'broken'],
  ["this.constructor.constructor('return process')()", 'broken'],
  ['var edgekv_access_tokens = {}', 'no-export'],
  ['export const edgekv_access_tokens = 5', 'no-export'],
  ['', 'no-export'],
])('%s gets no further than %s', (source, kind) => {
  expect(evaluateTokenFile(source).kind).toBe(kind)
})
