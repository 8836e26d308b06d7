import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { unpackBundle } from '../../src/sandbox/tar/unpack-bundle.ts'
import { packBundle, textFile } from '../../src/sandbox/tar/write-tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-tar-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = [textFile('main.js', 'x'.repeat(512)), textFile('lib/a.js', ''), textFile('b.js', 'ü')]

const read = (bytes: Uint8Array): Record<string, string> | string => {
  const unpacked = unpackBundle(bytes)
  if (unpacked.kind === 'refused') return unpacked.type
  return Object.fromEntries(unpacked.files.map((file) => [file.path, Buffer.from(file.bytes).toString('utf8')]))
}

test('what is packed is unpacked, by us and by tar', () => {
  const packed = packBundle(files)
  expect(read(packed)).toEqual({ 'main.js': 'x'.repeat(512), 'lib/a.js': '', 'b.js': 'ü' })
  writeFileSync(join(folder, 'a.tgz'), packed)
  execFileSync('tar', ['-xzf', 'a.tgz'], { cwd: folder })
  expect(readFileSync(join(folder, 'b.js'), 'utf8')).toBe('ü')
})

test.each(['ustar', 'pax', 'gnu'])('what tar packs as %s is read, long names too', (format) => {
  const name = `${'n'.repeat(90)}/${'m'.repeat(90)}.js`
  mkdirSync(join(folder, 'in', 'n'.repeat(90)), { recursive: true })
  writeFileSync(join(folder, 'in', name), 'long')
  execFileSync('tar', [`--format=${format}`, '-czf', `../${format}.tgz`, name], { cwd: join(folder, 'in') })
  expect(read(readFileSync(join(folder, `${format}.tgz`)))).toEqual({ [name]: 'long' })
})

test('the same files give the same bytes', () => {
  expect(Buffer.from(packBundle(files)).equals(Buffer.from(packBundle(files)))).toBe(true)
})

test('archives that are cut off, changed, or lead out of their folder are refused', () => {
  const tar = gunzipSync(packBundle(files))
  const changed = Buffer.from(tar)
  changed[0] = 0x7a
  const link = Buffer.from(tar)
  link[156] = 0x32
  link.write('        ', 148)
  const sum = link.subarray(0, 512).reduce((total, byte) => total + byte, 0)
  link.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  for (const bad of [tar.subarray(0, 700), tar.subarray(0, 1024), changed, link]) {
    expect(read(gzipSync(bad))).toBe('INVALID_TAR_ARCHIVE')
  }
  for (const path of ['../x', '/x', 'a/../../x']) {
    expect(read(packBundle([textFile(path, '')]))).toBe('INVALID_TAR_ARCHIVE')
  }
})

test('a bomb is no gzip to us', () => {
  expect(read(gzipSync(Buffer.alloc(40 * 1024 * 1024)))).toBe('INVALID_GZIP_FORMAT')
})
