import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Archive, contentOf } from '../../../../src/core/bundle/archive/archive-entry.ts'
import { openArchive } from '../../../../src/core/bundle/archive/open-archive.ts'
import { spliceArchive } from '../../../../src/core/bundle/archive/splice-archive.ts'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { longName, pax, type RawEntry, tgz } from '../support/raw-tar.ts'
import { unpack } from '../support/unpack.ts'

const numRuns = Math.max(1_500, Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? 0) / 10)

const long = `${'y'.repeat(90)}/z.js`
const names = ['main.js', './bundle.json', 'lib/a.js', 'lib//b.js', './lib/./c.js', 'a', 'a/b', 'ü.js', ' .js', long]

/** The ways in which writers put a size into a header, right and wrong. */
const sizes: readonly ((header: Buffer, size: number) => unknown)[] = [
  () => {},
  (header, size) => header.fill(0, 124, 136).writeUInt8(0x80, 124) && header.writeUInt32BE(size, 132),
  (header, size) => header.write(`${size.toString(8).padStart(11, ' ')} `, 124),
  (header, size) => header.write(size.toString(8).padStart(12, '0'), 124),
  (header, size) => header.write(` ${size.toString(8)}\0 7`, 124),
]

const entry: fc.Arbitrary<RawEntry> = fc
  .record({
    name: fc.constantFrom(...names, 'lib/', './', 'x'.repeat(100)),
    body: fc.constantFrom('', 'x', 'hello', 'z'.repeat(512), 'q'.repeat(513)),
    type: fc.constantFrom('0', '0', '0', '0', '\0', '5', '7', '1', 'S', 'Z'),
    format: fc.constantFrom('ustar', 'gnu'),
    prefix: fc.constantFrom('', '', '', 'pre', 'pre/fix', './p'),
    size: fc.constantFrom(...sizes, ...sizes.slice(0, 1), ...sizes.slice(0, 1)),
  })
  .map(({ size, ...one }) => ({ ...one, tweak: (header) => void size(header, Buffer.byteLength(one.body)) }))

const extension: fc.Arbitrary<RawEntry> = fc.oneof(
  fc.constantFrom('main.js', 'p/long.js', './n.js', 'é.js', 'dir/', '').map((path) => pax({ path })),
  fc.constantFrom('0', '1', '5', '05', '').map((size) => pax({ size })),
  fc.constantFrom('x', 'g').map((type) => pax({ comment: 'hi', mtime: '1' }, type)),
  fc.constantFrom('main.js', `${'l'.repeat(120)}.js`, './k.js').map(longName),
  fc.constantFrom(pax({ path: 'a', hdrcharset: 'BINARY' }), pax({ path: 'first.js', linkpath: 'second.js' })),
  fc.constantFrom(pax({ 'GNU.sparse.name': 'x' }), { ...pax({ path: 'b.js' }), type: 'X' }),
)

const plain = (name: string): string =>
  name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')

/** What an archive holds, by the code under test and by a library that shares nothing with it. */
const asWeRead = (archive: Archive) =>
  archive.entries.map((one) => [one.path, one.kind === 'file' ? contentOf(archive, one).toString('utf8') : ''])
const asOthersRead = async (bytes: Uint8Array) =>
  (await unpack(bytes)).map(({ headers, text }) => [plain(headers.name), text])

test(`an archive that is opened at all is the same one to another reader, before and after a change (${numRuns} archives)`, async () => {
  let opened = 0
  const archives = fc.array(fc.oneof({ weight: 3, arbitrary: entry }, { weight: 1, arbitrary: extension }), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(archives, async (entries) => {
      const bytes = tgz(entries)
      const read = await openArchive(bytes, defaultBundleLimits)
      if (!read.ok) return
      opened += 1
      expect(await asOthersRead(bytes)).toEqual(asWeRead(read.archive))
      const first = read.archive.entries.find(({ kind }) => kind === 'file')
      if (first === undefined) return
      const changed = spliceArchive(read.archive, new Map([[first.path, Buffer.from('changed')]]))
      const expected = asWeRead(read.archive).map(([path, text]) => [path, path === first.path ? 'changed' : text])
      expect(await asOthersRead(gzipSync(changed))).toEqual(expected)
    }),
    { numRuns },
  )
  expect(opened).toBeGreaterThan(numRuns / 20)
}, 120_000)
