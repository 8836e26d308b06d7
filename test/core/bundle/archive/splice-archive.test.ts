import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import { inspectBundle } from '../../../../src/core/bundle/inspect-bundle.ts'
import { rewriteBundle } from '../../../../src/core/bundle/rewrite-bundle.ts'
import { longName, pax, type RawEntry, rawEntry, tgz } from '../support/raw-tar.ts'
import { filesOf, mainJs, manifest, newHelper, newUuid, oldUuid, tokenFile, toReference } from '../support/samples.ts'
import { unpack } from '../support/unpack.ts'

const tokens = tokenFile({ reference: oldUuid })
const edits = { entries: [toReference], version: '1.0-k7qx42.1' }

const rewritten = async (bytes: Uint8Array) => {
  const rewrite = await rewriteBundle(bytes, edits, defaultBundleLimits)
  if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
  return rewrite
}

const base = filesOf({ 'main.js': mainJs, 'bundle.json': manifest, 'edgekv.js': newHelper })

const deep = `${'folder/'.repeat(20)}edgekv_tokens.js`

/** Ways to write the entry of the token file, and the path it has. */
const spellings: Readonly<Record<string, readonly [string, readonly RawEntry[]]>> = {
  plain: ['edgekv_tokens.js', [{ name: 'edgekv_tokens.js', body: tokens }]],
  'with a dot': ['edgekv_tokens.js', [{ name: './edgekv_tokens.js', body: tokens }]],
  'in a folder': [
    'lib/edgekv_tokens.js',
    [
      { name: 'lib/', type: '5' },
      { name: 'lib/edgekv_tokens.js', body: tokens },
    ],
  ],
  'by prefix': ['src/lib/edgekv_tokens.js', [{ name: 'edgekv_tokens.js', prefix: 'src/lib', body: tokens }]],
  'by pax path': [deep, [pax({ path: deep, mtime: '1700000000.5' }), { name: 'short', body: tokens }]],
  'by pax path and size': [
    'edgekv_tokens.js',
    [pax({ path: './edgekv_tokens.js', size: String(tokens.length) }), { name: 'short', body: tokens }],
  ],
  'by GNU long name': [deep, [longName(deep), { name: deep.slice(0, 99), body: tokens, format: 'gnu' }]],
  'beside AppleDouble': [
    'edgekv_tokens.js',
    [
      { name: './._edgekv_tokens.js', body: 'Mac OS X' },
      { name: './edgekv_tokens.js', body: tokens },
    ],
  ],
  'behind a global header': [
    'edgekv_tokens.js',
    [pax({ comment: 'abc' }, 'g'), { name: 'edgekv_tokens.js', body: tokens }],
  ],
  'with a size in base 256': [
    'edgekv_tokens.js',
    [
      {
        name: 'edgekv_tokens.js',
        body: tokens,
        tweak: (header) => {
          header.fill(0, 124, 136)
          header[124] = 0x80
          header.writeUInt32BE(tokens.length, 132)
        },
      },
    ],
  ],
}

describe('splicing an archive', () => {
  test.each(Object.entries(spellings))('finds and rewrites the token file: %s', async (_, [path, entries]) => {
    const bytes = tgz([...base, ...entries])
    const rewrite = await rewritten(bytes)
    expect(rewrite.changed).toEqual([{ path, key: 'namespace-shop', from: 'shop', to: 'shop_r2' }])
    const files = await unpack(rewrite.bytes)
    const found = files.find(({ headers }) => headers.name.replace('./', '') === path)
    expect(found?.text).toBe(tokens.replace(oldUuid, newUuid).replace('"shop"', '"shop_r2"'))
    expect(found?.headers.size).toBe(Buffer.byteLength(found?.text ?? ''))
  })

  test('finds and rewrites the token file of an archive older than ustar', async () => {
    const bytes = tgz([...base, { name: 'edgekv_tokens.js', body: tokens, type: '\0', format: 'v7' }])
    const inspection = await inspectBundle((await rewritten(bytes)).bytes, defaultBundleLimits)
    expect(inspection).toMatchObject({ ok: true, tokenFiles: [{ entries: [{ name: 'shop_r2', uuid: newUuid }] }] })
  })

  test('several token files are rewritten, and each is told', async () => {
    const rewrite = await rewritten(
      tgz([...base, ...filesOf({ 'src/edgekv_tokens.js': tokens, 'output/edgekv_tokens.js': tokens })]),
    )
    expect(rewrite.changed.map(({ path }) => path)).toEqual(['src/edgekv_tokens.js', 'output/edgekv_tokens.js'])
  })

  test('order, modes, owners and times stay, and every other block is identical', async () => {
    const list: readonly RawEntry[] = [
      { name: 'z.js', body: 'z', mode: 0o600, mtime: 1 },
      pax({ path: 'ümlaut.js', 'SCHILY.xattr.user.x': 'y' }),
      { name: 'umlaut.js', body: 'x'.repeat(700), mode: 0o640, mtime: 2 },
      ...base,
      { name: 'edgekv_tokens.js', body: tokens, mode: 0o755, mtime: 3 },
      { name: 'a/', type: '5', mode: 0o700, mtime: 4 },
      { name: 'a/last.js', body: 'last', mtime: 5 },
    ]
    const bytes = tgz(list)
    const rewrite = await rewritten(bytes)
    const [before, after] = await Promise.all([unpack(bytes), unpack(rewrite.bytes)])
    expect(after.map(({ headers }) => ({ ...headers, size: 0, pax: null }))).toEqual(
      before.map(({ headers }) => ({ ...headers, size: 0, pax: null })),
    )
    const changed = after.filter(({ text }, index) => text !== before[index]?.text).map(({ headers }) => headers.name)
    expect(changed).toEqual(['bundle.json', 'edgekv_tokens.js'])
    const blocks = Buffer.concat(list.slice(0, 4).map(rawEntry))
    expect(gunzipSync(rewrite.bytes).subarray(0, blocks.length).equals(blocks)).toBe(true)
  })

  test('root files get their plain names, files in folders keep theirs', async () => {
    const dotted = [...base, ...filesOf({ 'edgekv_tokens.js': tokens, 'lib/x.js': 'x' })].map((one) => ({
      ...one,
      name: `./${one.name}`,
    }))
    const rewrite = await rewritten(tgz([{ name: './', type: '5' }, ...dotted]))
    const names = (await unpack(rewrite.bytes)).map(({ headers }) => headers.name)
    expect(names).toEqual(['./', 'main.js', 'bundle.json', 'edgekv.js', 'edgekv_tokens.js', './lib/x.js'])
  })

  test('the same input gives the same bytes, with nothing of this machine in the gzip header', async () => {
    const bytes = tgz([...base, { name: 'edgekv_tokens.js', body: tokens }])
    const [first, second] = [await rewritten(bytes), await rewritten(Buffer.from(bytes))]
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true)
    expect(first.sha256).toBe(createHash('sha256').update(first.bytes).digest('hex'))
    expect([...first.bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
  })

  test('an output over the account’s limit is packed again at the best level', async () => {
    const text = Array.from({ length: 9_000 }, (_, n) => `const a${n} = ${(n * n * 48_271) % 99_991};`).join('\n')
    const bytes = tgz([...base, ...filesOf({ 'edgekv_tokens.js': tokens, 'data.js': text })])
    const plain = await rewritten(bytes)
    const maxPacked = plain.bytes.length - 1
    const tight = await rewriteBundle(bytes, edits, { ...defaultBundleLimits, maxPacked })
    if (!tight.ok) throw new Error('it fits at the best level')
    expect(tight.bytes.length).toBeLessThanOrEqual(maxPacked)
    expect(gunzipSync(tight.bytes).equals(gunzipSync(plain.bytes))).toBe(true)
  })

  test('archives of another library are read', async () => {
    const packer = pack()
    for (const [name, body] of [
      ['bundle.json', manifest],
      [deep, tokens],
      ['edgekv.js', newHelper],
    ] as const)
      packer.entry({ name }, body)
    packer.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of packer) chunks.push(Buffer.from(chunk))
    expect((await rewritten(gzipSync(Buffer.concat(chunks)))).changed[0]?.path).toBe(deep)
  })
})
