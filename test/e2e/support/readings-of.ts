import { unpacked } from './unpacked.ts'

/** All that `pattern` finds in the text, each turned into bytes; undefined when it finds nothing. */
const found = (text: string, pattern: RegExp, read: (match: string) => Buffer): readonly Buffer[] => {
  const parts = [...text.matchAll(pattern)].flatMap(([match]) => [read(match), Buffer.from('\n')])
  return parts.length === 0 ? [] : [Buffer.concat(parts)]
}

/** Nobody knows where in a word a base64 text begins. */
const inBase64 = (text: string): readonly Buffer[] =>
  [0, 1, 2, 3].flatMap((skip) =>
    found(text, /[A-Za-z0-9+/_-]{24,}/g, (word) => Buffer.from(word.slice(skip), 'base64')),
  )

/** `6579…`, and `65 79 …` as Node prints a buffer. */
const inHex = (text: string): readonly Buffer[] =>
  found(text, /(?:[0-9a-f]{2}[ :]?){16,}/gi, (word) => Buffer.from(word.replaceAll(/[ :]/g, ''), 'hex'))

/** `[101,121,…]` and `{"0":101,"1":121,…}`, as JSON shows bytes. */
const inNumbers = (text: string): readonly Buffer[] =>
  found(text, /(?:(?:"\d+":)?\d{1,3},\s*){15,}(?:"\d+":)?\d{1,3}/g, (list) =>
    Buffer.from(list.split(',').map((one) => Number(one.replace(/^\s*"\d+":/, '')))),
  )

const hexOf = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16))

const inUrl = (text: string): readonly Buffer[] =>
  text.includes('%') ? [Buffer.from(text.replaceAll(/%([0-9a-f]{2})/gi, hexOf), 'latin1')] : []

const inJson = (text: string): readonly Buffer[] =>
  text.includes('\\')
    ? [Buffer.from(text.replaceAll(/\\u00([0-9a-f]{2})/gi, hexOf).replaceAll(/\\(.)/g, '$1'), 'latin1')]
    : []

const ways = [inBase64, inHex, inNumbers, inUrl, inJson]

/** So many wrappings around each other are taken off. */
const deepest = 3

/** The bytes, and what they are once compression and encodings are taken off them, in any order. */
export const readingsOf = (bytes: Buffer, depth = deepest): readonly Buffer[] => {
  if (depth === 0) return [bytes]
  const text = bytes.toString('latin1')
  const next = [...unpacked(bytes), ...ways.flatMap((way) => way(text))]
  return [bytes, ...next.flatMap((one) => readingsOf(one, depth - 1))]
}
