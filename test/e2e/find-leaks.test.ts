import { inspect } from 'node:util'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { mintJwt } from '../../src/sandbox/world/mint-jwt.ts'
import { findLeaks } from './support/find-leaks.ts'

const secret = mintJwt({
  name: 'mkt_token1',
  uuid: '00000000-0000-4000-8000-000000000000',
  issuedAt: 0,
  diesAt: 1_000_000,
  networks: ['STAGING'],
  permissions: { marketing: ['r'] },
  restrictTo: undefined,
  cpcode: '1',
})
const [, payload = '', signature = ''] = secret.split('.')
const file = `export const edgekv_access_tokens = { value: '${secret}' }`
const escaped = (text: string, before: string): string =>
  [...text].map((one) => `${before}${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
/** The header of a gzip that names its file. */
const named = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.from('edgekv_tokens.js\0')])
const around = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('$640\r\nx'), bytes, Buffer.from('\r\n*3')])

const found = (bytes: Buffer | string): readonly string[] =>
  findLeaks([{ place: 'here', bytes: Buffer.from(bytes) }], [secret])

describe('a token value is found', () => {
  test.each<[string, Buffer | string]>([
    ['plain', file],
    ['as its payload alone', `{"claims":"${payload}"}`],
    ['as its signature alone', `signature ${signature}`],
    ['cut short in the middle', `${secret.slice(40, 75)}…`],
    ['cut short at the end', `…${secret.slice(-31)}`],
    ['in base64', Buffer.from(file).toString('base64')],
    ['in base64, one byte further on', Buffer.from(`x${file}`).toString('base64')],
    ['in base64, two bytes further on', Buffer.from(`xy${file}`).toString('base64url')],
    ['in base64 behind other letters', `data${Buffer.from(file).toString('base64')}`],
    ['in hexadecimal', Buffer.from(file).toString('hex')],
    ['as Node prints a buffer', inspect(Buffer.from(signature.slice(0, 48)))],
    ['as JSON shows a buffer', JSON.stringify({ body: Buffer.from(file) })],
    ['as JSON shows bytes', JSON.stringify(new Uint8Array(Buffer.from(file)))],
    ['in a URL', `https://example.com/?a=${escaped(secret, '%')}`],
    ['with every letter escaped in JSON', `"${escaped(secret, '\\u00')}"`],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ file }))],
    ['in a .tgz', gzipSync(file)],
    ['in a .tgz in the middle of something else', around(gzipSync(file))],
    ['in a .tgz that was cut short', gzipSync(`${file}${'x'.repeat(9)}`).subarray(0, -9)],
    ['in a .gz with the name of its file', Buffer.concat([named, gzipSync(file).subarray(10)])],
    ['in a .tgz in base64', JSON.stringify({ bundle: gzipSync(file).toString('base64') })],
    ['in a .tgz in a .tgz', gzipSync(Buffer.concat([Buffer.alloc(512), gzipSync(file)]))],
    ['compressed by zlib', around(deflateSync(file))],
    ['compressed without a header', deflateRawSync(file)],
    ['compressed by brotli', brotliCompressSync(file)],
    ['in a zip', Buffer.from(zipSync({ 'a.js': Buffer.from('a'), 'b.js': Buffer.from(file) }))],
    ['in base64 in a URL in a .tgz', gzipSync(encodeURIComponent(Buffer.from(file).toString('base64')))],
  ])('%s', (_how, bytes) => {
    expect(found(bytes)).toEqual(['here'])
  })
})

test('other things are none of these, and neither is the header that all tokens share', () => {
  expect(found(file.replaceAll(secret, Buffer.alloc(300, 'another').toString('base64')))).toEqual([])
  expect(found(secret.slice(0, secret.indexOf('.')))).toEqual([])
  expect(found(gzipSync('nothing in here'))).toEqual([])
})
