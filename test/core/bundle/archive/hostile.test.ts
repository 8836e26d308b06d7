import { crc32, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../../../src/core/bundle/archive/open-archive.ts'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { longName, pax, type RawEntry, rawTar, tgz } from '../support/raw-tar.ts'
import { spent } from '../support/spent.ts'

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  const opened = await openArchive(bytes, defaultBundleLimits)
  return opened.ok ? 'opened' : (opened.problems[0]?.code ?? 'no code')
}

const main: RawEntry = { name: 'main.js', body: 'export {}' }
const whole = tgz([main])

const entries: Readonly<Record<string, readonly [string, readonly RawEntry[]]>> = {
  'a name that climbs': ['path-traversal', [{ name: '../main.js' }]],
  'a name that climbs in the middle': ['path-traversal', [{ name: 'lib/../../main.js' }]],
  'a name that climbs by backslashes': ['path-traversal', [{ name: '..\\main.js' }]],
  'a pax name that climbs': ['path-traversal', [pax({ path: '../../etc/passwd' }), main]],
  'a GNU long name that climbs': ['path-traversal', [longName('../x'), main]],
  'a prefix that climbs': ['path-traversal', [{ name: 'main.js', prefix: '..' }]],
  'an absolute name': ['absolute-path', [{ name: '/main.js' }]],
  'an absolute pax name': ['absolute-path', [pax({ path: '/main.js' }), main]],
  'a name with a drive': ['absolute-path', [{ name: 'C:\\main.js' }]],
  'a backslash': ['bad-name', [{ name: 'lib\\main.js' }]],
  'no name': ['bad-name', [{ name: '' }]],
  'a line break in a name': ['bad-name', [{ name: 'main.js\nok' }]],
  'text that runs backwards': ['bad-name', [{ name: 'main\u202esj' }]],
  'an endless name': ['bad-name', [pax({ path: 'x'.repeat(2_000) }), main]],
  'a zero byte in a pax name': ['bad-name', [pax({ path: 'main.js\0../x' }), main]],
  'a name that is not UTF-8': ['name-not-utf8', [{ name: Buffer.from([0xc3, 0x28]) }]],
  'a hard link': ['link-entry', [{ ...main, type: '1', link: 'x' }]],
  'a symbolic link': ['link-entry', [{ ...main, type: '2', link: '/etc/passwd', body: '' }]],
  'a long link name': ['link-entry', [{ name: '././@LongLink', type: 'K', body: 'x' }, main]],
  'a character device': ['device-entry', [{ name: 'null', type: '3' }]],
  'a block device': ['device-entry', [{ name: 'sda', type: '4' }]],
  'a named pipe': ['device-entry', [{ name: 'pipe', type: '6' }]],
  'a sparse file': ['unsupported-entry', [{ name: 'x', type: 'S' }]],
  'a sparse file by pax': ['unsupported-entry', [pax({ 'GNU.sparse.major': '1' }), main]],
  'a name for all entries': ['unsupported-entry', [pax({ path: 'x' }, 'g'), main]],
  'a folder with contents': ['bad-header', [{ name: 'lib/', type: '5', body: 'x' }]],
  'a file with a folder name': ['bad-header', [{ name: 'lib/', body: 'x' }]],
  'a broken pax length': ['bad-header', [{ name: 'x', type: 'x', body: '99 path=x\n' }, main]],
  'a pax record without a key': ['bad-header', [{ name: 'x', type: 'x', body: '5 =x\n' }, main]],
  'an overlong pax header': [
    'bad-header',
    [pax({ comment: Array.from({ length: 20_000 }, (_, n) => n * n).join() }), main],
  ],
  'a pax size of its own': ['bad-header', [pax({ size: '1' }), main]],
  'a negative size': ['bad-header', [{ ...main, tweak: (header) => header.fill(0xff, 124, 136) }]],
  'a size that is no number': ['bad-header', [{ ...main, tweak: (header) => header.write('0x10', 124) }]],
  'a size beyond the end': ['archive-truncated', [{ ...main, size: 1_000_000 }]],
  'an astronomic size': [
    'archive-truncated',
    [{ ...main, tweak: (header) => header.set([0x80, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9], 124) }],
  ],
  'a wrong checksum': ['bad-checksum', [{ ...main, checksum: 1 }]],
  'a name twice': ['duplicate-name', [main, main]],
  'a name twice, once with a dot': ['duplicate-name', [main, { ...main, name: './main.js' }]],
  'a name twice, once by pax': ['duplicate-name', [main, pax({ path: 'main.js' }), { ...main, name: 'other.js' }]],
  'two extended headers that name it differently': [
    'bad-header',
    [pax({ path: 'main.js' }), longName('other.js'), { ...main, name: 'x' }],
  ],
  'two pax headers': ['bad-header', [pax({ path: 'main.js' }), pax({ mtime: '1' }), main]],
  'an empty pax name': ['bad-name', [pax({ path: '' }), main]],
  'an extended header without an entry': ['archive-truncated', [main, pax({ path: 'x' })]],
}

describe('hostile archives', () => {
  test.each(Object.entries(entries))('%s is refused', async (_, [code, list]) => {
    expect(await codeOf(tgz(list))).toBe(code)
  })

  test.each([
    ['nothing', Buffer.alloc(0), 'gzip-invalid'],
    ['text', Buffer.from('hello'), 'gzip-invalid'],
    ['a bare tar', rawTar([main]), 'gzip-invalid'],
    ['gzip cut in the middle', whole.subarray(0, whole.length - 20), 'archive-truncated'],
    ['gzip cut by one byte', whole.subarray(0, -1), 'archive-truncated'],
    ['text behind the gzip data', Buffer.concat([whole, Buffer.from('more')]), 'trailing-data'],
    ['zeros behind the gzip data', Buffer.concat([whole, Buffer.alloc(64)]), 'trailing-data'],
    [
      'what ends with the length of the archive, behind the gzip data',
      Buffer.concat([whole, Buffer.alloc(4), whole.subarray(-4)]),
      'trailing-data',
    ],
    ['an empty gzip member before', Buffer.concat([gzipSync(''), whole]), 'trailing-data'],
    ['a wrong length', Buffer.concat([whole.subarray(0, -1), Buffer.from([1])]), 'gzip-invalid'],
    [
      'another packing method',
      Buffer.concat([whole.subarray(0, 2), Buffer.from([7]), whole.subarray(3)]),
      'gzip-invalid',
    ],
    ['a second gzip member', Buffer.concat([whole, whole]), 'trailing-data'],
    ['an archive without its end', gzipSync(rawTar([main], Buffer.alloc(0))), 'archive-truncated'],
    ['an archive with half of its end', gzipSync(rawTar([main], Buffer.alloc(512))), 'archive-truncated'],
    ['an archive cut in a file', gzipSync(rawTar([main]).subarray(0, 515)), 'archive-truncated'],
    ['an archive behind the end', tgz([main], Buffer.concat([Buffer.alloc(1024), rawTar([main])])), 'trailing-data'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test('a damaged byte of the packed data is refused', async () => {
    const bytes = Buffer.from(whole)
    bytes[bytes.length - 7] = (bytes[bytes.length - 7] ?? 0) ^ 1
    expect(await codeOf(bytes)).toBe('gzip-invalid')
  })

  test('an archive is refused wherever it is cut', async () => {
    const codes = new Set<string>()
    for (let length = 2; length < whole.length; length += 1) codes.add(await codeOf(whole.subarray(0, length)))
    expect([...codes]).toEqual(['archive-truncated'])
  })

  test('optional parts of the gzip header are skipped, and its checksum is checked', async () => {
    const optional = Buffer.from([31, 139, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 97, 0, 98, 0])
    const checksum = Buffer.alloc(2)
    checksum.writeUInt16LE(crc32(optional) & 0xffff)
    expect(await codeOf(Buffer.concat([optional, checksum, whole.subarray(10)]))).toBe('opened')
    expect(await codeOf(Buffer.concat([optional, Buffer.from([0, 0]), whole.subarray(10)]))).toBe('gzip-invalid')
  })

  test('a bomb of 200 MB is refused in bounded time and memory', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    const before = process.memoryUsage().rss
    const took = await spent(async () => expect(await codeOf(bomb)).toBe('unpacked-too-large'))
    expect(took).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('thousands of entries are counted, not collected', async () => {
    const many = Array.from({ length: 5_001 }, (_, n) => ({ name: `f${n}`, body: String(n * n * 7) }))
    expect(await codeOf(tgz(many))).toBe('too-many-entries')
    expect(await codeOf(tgz(many.slice(0, 5_000)))).toBe('opened')
  })

  test('limits are configurable', async () => {
    const tight = { maxUnpacked: 2_000, maxEntries: 1, maxRatio: 1_000 }
    expect((await openArchive(whole, tight)).ok).toBe(false)
    expect((await openArchive(whole, { ...tight, maxUnpacked: 4_000 })).ok).toBe(true)
    const two = tgz([main, { name: 'b' }])
    expect((await openArchive(two, { ...tight, maxUnpacked: 4_000 })).ok).toBe(false)
    expect((await openArchive(two, { maxUnpacked: 4_000, maxEntries: 2, maxRatio: 2 })).ok).toBe(false)
  })
})
