import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { defaultBundleLimits } from '../../src/core/bundle/bundle-limits.ts'
import { rewriteBundle } from '../../src/core/bundle/rewrite-bundle.ts'
import { manifest, newUuid, tokenFile } from './sample-bundle.ts'

export type Way = (bytes: Buffer, level: number) => Promise<number>

const swapped: Readonly<Record<string, string>> = {
  'bundle.json': manifest('1.1'),
  'edgekv_tokens.js': tokenFile('shop_r2', newUuid),
}

/** What ships: inspect, edit, verify, splice, pack. */
export const ours: Way = async (bytes, level) => {
  const edit = { fromName: 'shop', toName: 'shop_r2', to: { kind: 'reference', uuid: newUuid } } as const
  const rewrite = await rewriteBundle(bytes, { entries: [edit], version: '1.1' }, defaultBundleLimits, level)
  if (!rewrite.ok) throw new Error(JSON.stringify(rewrite.problems))
  return rewrite.bytes.length
}

/** The library alone: unpacks, replaces two files whose new text is known, packs. */
export const tarStream: Way = async (bytes, level) => {
  const reader = Readable.from([bytes]).pipe(createGunzip()).pipe(extract())
  const writer = pack()
  const packed = buffer(writer.pipe(createGzip({ level })))
  for await (const entry of reader) {
    const body = await buffer(entry)
    const text = swapped[entry.header.name] ?? body
    const { name, mode, mtime } = entry.header
    writer.entry({ name, ...(mode === undefined ? {} : { mode }), ...(mtime === undefined ? {} : { mtime }) }, text)
  }
  writer.finalize()
  return (await packed).length
}

/** The tools of the system: unpacks into a folder, replaces two files, packs. */
export const tarAndGzip =
  (folder: string): Way =>
  async (bytes, level) => {
    const work = join(folder, 'unpacked')
    mkdirSync(work, { recursive: true })
    writeFileSync(join(folder, 'in.tgz'), bytes)
    for (const [name, text] of Object.entries(swapped)) writeFileSync(join(folder, name), text)
    const line = `tar -xzf ../in.tgz && cp ../bundle.json ../edgekv_tokens.js . && tar -cf - * | gzip -${level} > ../out.tgz && wc -c < ../out.tgz`
    const ran = spawnSync('sh', ['-c', line], { cwd: work, encoding: 'utf8' })
    rmSync(work, { recursive: true, force: true })
    if (ran.status !== 0) throw new Error(`tar and gzip failed: ${ran.stderr}`)
    return Number(ran.stdout)
  }
