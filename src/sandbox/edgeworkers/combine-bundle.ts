import type { TarFile } from '../tar/tar-file.ts'
import { unpackBundle } from '../tar/unpack-bundle.ts'
import { packBundle, textFile } from '../tar/write-tar.ts'
import type { Account, Bom } from '../world/world.ts'
import { findVersion } from './resolve-bom.ts'

/** The bundle that runs: the version as it is, or with its children under `dependencies/`. */
export const combineBundle = (account: Account, bom: Bom): Uint8Array => {
  const own = findVersion(account.edgeWorkers.get(bom.edgeWorkerId), bom.version)
  if (own === undefined) return new Uint8Array()
  if (Object.keys(bom.dependencies).length === 0) return own.bytes
  return packBundle([...filesOf(account, bom, ''), textFile('megabundle.json', JSON.stringify(bom, null, 2))])
}

const filesOf = (account: Account, bom: Bom, folder: string): TarFile[] => {
  const version = findVersion(account.edgeWorkers.get(bom.edgeWorkerId), bom.version)
  const unpacked = unpackBundle(version?.bytes ?? new Uint8Array())
  const files = unpacked.kind === 'files' ? unpacked.files : []
  const own = files.map((file) => ({ ...file, path: `${folder}${file.path}` }))
  const children = Object.entries(bom.dependencies).flatMap(([alias, child]) =>
    filesOf(account, child, `${folder}dependencies/${alias}/`),
  )
  return [...own, ...children]
}
