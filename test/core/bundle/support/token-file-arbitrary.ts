import fc from 'fast-check'
import { newUuid, newValue, oldUuid, oldValue, thirdUuid } from './samples.ts'

/** A generated token file and how to run it: `script` is its text without exports, `binding` what gives the map. */
export interface Generated {
  readonly text: string
  readonly script: (text: string) => string
}

interface Shape {
  readonly eol: string
  readonly indent: string
  readonly tight: boolean
  readonly trailing: boolean
  readonly mark: boolean
  readonly finalNewline: boolean
  readonly keyword: string
  readonly form: 'list' | 'inline' | 'default' | 'alias' | 'both' | 'object'
}

interface Entry {
  readonly key: string
  readonly name: string
  readonly secret: string
  readonly quotes: readonly number[]
  readonly escape: number
  readonly comment: number
  readonly extra: boolean
  readonly parentheses: number
}

const secrets = [oldUuid, newUuid, thirdUuid, oldValue, newValue, '', 'REPLACE_ME']
const names = ['shop', 'mkt_token1', 'shop', '', 'it-s']
const keys = [
  'namespace-a',
  'namespace-b',
  'namespace-c-d',
  'namespace-default',
  'default',
  'shop',
  'x-y',
  'namespace-',
  '7',
]

const comments = [
  "// don't = {",
  '/* edgekv_access_tokens = { */',
  '/* }, */',
  '// "namespace-old": { "name": "old", "value": "gone" },',
  '/* `${ ü€ */',
  "// 'é\u2028",
]

const shape: fc.Arbitrary<Shape> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('', '  ', '\t', '        '),
  tight: fc.boolean(),
  trailing: fc.boolean(),
  mark: fc.boolean(),
  finalNewline: fc.boolean(),
  keyword: fc.constantFrom('var', 'let', 'const'),
  form: fc.constantFrom('list', 'inline', 'default', 'alias', 'both', 'object'),
})

const entry: fc.Arbitrary<Entry> = fc.record({
  key: fc.constantFrom(...keys),
  name: fc.constantFrom(...names),
  secret: fc.constantFrom(...secrets),
  quotes: fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
  escape: fc.nat(7),
  comment: fc.nat(11),
  extra: fc.boolean(),
  parentheses: fc.nat(5),
})

const escaped = (text: string, how: number): string => {
  const at = text.length >> 1
  const code = text.charCodeAt(at)
  if (text === '' || how > 2) return text
  const hex = code.toString(16)
  const written = [`\\x${hex.padStart(2, '0')}`, `\\u${hex.padStart(4, '0')}`, `\\u{${hex}}`][how] ?? ''
  return text.slice(0, at) + written + text.slice(at + 1)
}

const quoted = (text: string, quote: number, how: number): string => {
  const mark = ['"', "'", '`', '"'][quote] ?? '"'
  return `${mark}${escaped(text, how)}${mark}`
}

const numbers = ['7', '0x7', '7n', '0b111', '7.0', '0o7', '7e0']

/** A key without quotes: a name, which may have an escape too, or a number in any notation. */
const bare = (text: string, how: number): string => {
  if (text === '7') return numbers[how] ?? text
  const hex = text.charCodeAt(0).toString(16)
  const first = [`\\u00${hex}`, `\\u{${hex}}`][how] ?? text.charAt(0)
  return first + text.slice(1)
}

const keyText = (text: string, quote: number, how: number): string =>
  quote === 3 && /^(?:[a-z]+|7)$/.test(text) ? bare(text, how) : quoted(text, quote % 2, how)

const writeEntry = (one: Entry, { eol, indent, tight }: Shape): string => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = one.quotes
  const kind = one.secret.startsWith('eyJ') || one.secret === '' ? 'value' : 'reference'
  const gap = tight ? '' : ' '
  const comment = comments[one.comment]
  const note = comment === undefined || tight ? '' : ` ${comment}${eol}${indent}`
  const around = (text: string): string => (one.parentheses === 0 ? `(${gap}(${text}))` : text)
  const line = tight ? '' : `${eol}${indent}${indent}`
  const name = `${line}${keyText('name', b, one.escape + 3)}${gap}:${gap}${around(quoted(one.name, c, one.escape))}`
  const field = `${line}${keyText(kind, d, one.escape)}:${gap}${around(quoted(one.secret, e, one.escape + 2))}`
  const extra = one.extra ? [`${line}"note":${gap}"x"`] : []
  const fields = one.comment % 2 === 0 ? [name, ...extra, field] : [field, name, ...extra]
  const end = tight ? '' : `${eol}${indent}`
  const fieldsText = `{${note}${fields.join(`,${note}`)}${end}}`
  return `${end}${keyText(one.key, a, one.escape)}:${gap}${one.parentheses === 1 ? `(${fieldsText})` : fieldsText}`
}

const forms: Readonly<Record<Shape['form'], (map: string, keyword: string, eol: string) => readonly [string, string]>> =
  {
    list: (map, keyword, eol) => [
      `${keyword} edgekv_access_tokens = ${map};`,
      `${eol}export { edgekv_access_tokens };`,
    ],
    inline: (map, keyword) => [`export ${keyword} edgekv_access_tokens = ${map};`, ''],
    default: (map, keyword, eol) => [`${keyword} tokens = ${map};`, `${eol}export default tokens;`],
    alias: (map, keyword, eol) => [`${keyword} t=${map};`, `${eol}export{t as edgekv_access_tokens};`],
    both: (map, keyword, eol) => [
      `export ${keyword} edgekv_access_tokens = ${map};`,
      `${eol}export default edgekv_access_tokens;`,
    ],
    object: (map) => [`export default ${map}`, ''],
  }

const bindings: Readonly<Record<Shape['form'], string>> = {
  list: 'edgekv_access_tokens',
  inline: 'edgekv_access_tokens',
  default: 'tokens',
  alias: 't',
  both: 'edgekv_access_tokens',
  object: 'exported',
}

/** A script that gives the map: the same text with its exports taken off. */
const scriptOf =
  (form: Shape['form'], exported: string) =>
  (text: string): string => {
    const bare = text.replace(/^\uFEFF/, '').replace(exported, '')
    const run = form === 'object' ? bare.replace('export default', 'const exported =') : bare.replace(/^export /m, '')
    return `(() => { 'use strict';\n${run}\n;return ${bindings[form]} })()`
  }

/** Token files in all manners: keywords, exports, quotes, escapes, comments, line ends, commas, one-liners, marks. */
export const tokenFileArbitrary: fc.Arbitrary<Generated> = fc
  .tuple(shape, fc.uniqueArray(entry, { selector: ({ key }) => key, minLength: 1, maxLength: 5 }))
  .map(([given, entries]) => {
    const map = `{${entries.map((one) => writeEntry(one, given)).join(',')}${given.trailing ? ',' : ''}}`
    const [body, exported] = forms[given.form](map, given.keyword, given.eol)
    const text = `${given.mark ? '\uFEFF' : ''}${body}${exported}${given.finalNewline ? given.eol : ''}`
    return { text, script: scriptOf(given.form, exported) }
  })
