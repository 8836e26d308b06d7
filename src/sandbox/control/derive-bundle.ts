import { isMap } from '../bundle/evaluate-token-file.ts'
import { readContents } from '../bundle/read-contents.ts'
import { jsonOf } from '../http/json-of.ts'
import type { TarFile } from '../tar/tar-file.ts'
import { unpackBundle } from '../tar/unpack-bundle.ts'
import { packBundle, textFile } from '../tar/write-tar.ts'
import { plainMainJs } from '../world/build-bundle.ts'
import { writeTokenFile } from '../world/token-file-styles.ts'
import type { Account } from '../world/world.ts'
import { ControlRefusal } from './control-call.ts'

export interface Changes {
  readonly version: string
  readonly tokenName: string | undefined
  readonly withoutToken: boolean
}

/** A bundle like this one, with another version and other tokens or none. */
export const deriveBundle = (account: Account, bytes: Uint8Array, changes: Changes): Uint8Array => {
  const unpacked = unpackBundle(bytes)
  if (unpacked.kind === 'refused') throw new ControlRefusal(unpacked.message)
  const renamed = unpacked.files.map((file) =>
    file.path === 'bundle.json' ? withVersion(file, changes.version) : file,
  )
  if (changes.withoutToken) return packBundle(withoutTokens(renamed))
  if (changes.tokenName === undefined) return packBundle(renamed)
  const tokenFiles = tokenFilesFor(account, bytes, changes.tokenName)
  return packBundle(renamed.map((file) => tokenFiles.get(file.path) ?? file))
}

const withVersion = (file: TarFile, version: string): TarFile => {
  const manifest = jsonOf(file.bytes)
  const changed = { ...(isMap(manifest) ? manifest : {}), 'edgeworker-version': version }
  return textFile(file.path, `${JSON.stringify(changed, null, 2)}\n`)
}

const withoutTokens = (files: readonly TarFile[]): TarFile[] =>
  files
    .filter((file) => !/(^|\/)edgekv(_tokens)?\.js$/.test(file.path))
    .map((file) => (file.path === 'main.js' ? textFile('main.js', plainMainJs) : file))

const tokenFilesFor = (account: Account, bytes: Uint8Array, tokenName: string): Map<string, TarFile> => {
  const token = account.tokens.findLast((known) => known.name === tokenName)
  if (token === undefined) throw new ControlRefusal(`there is no token ${tokenName}`)
  const expiring = token.generation === 'expiring'
  const kind = expiring ? 'value' : 'reference'
  const secret = expiring ? token.value() : token.uuid
  const { entries } = readContents(bytes)
  const files = new Map<string, TarFile>()
  for (const path of new Set(entries.map((entry) => entry.path))) {
    const own = entries.filter((entry) => entry.path === path)
    const written = own.map((entry) => ({ key: entry.key, name: token.name, kind, secret }) as const)
    files.set(path, textFile(path, writeTokenFile('canonical', written)))
  }
  return files
}
