import { jsonOf } from '../http/json-of.ts'
import type { TarFile } from '../tar/tar-file.ts'
import type { BundleProblem, Dependency } from './bundle-contents.ts'
import { isMap } from './evaluate-token-file.ts'

interface Manifest {
  readonly version: string | undefined
  readonly dependencies: readonly Dependency[]
  readonly problems: readonly BundleProblem[]
}

const invalidManifest: Manifest = {
  version: undefined,
  dependencies: [],
  problems: [{ type: 'INVALID_MANIFEST', message: 'manifest file is invalid' }],
}

/** Reads `bundle.json` of the root as Akamai does, which wants valid JSON. */
export const readManifest = (files: readonly TarFile[]): Manifest => {
  const file = files.find((known) => known.path === 'bundle.json')
  if (file === undefined) return { version: undefined, dependencies: [], problems: [] }
  const manifest = jsonOf(file.bytes)
  if (!isMap(manifest)) return invalidManifest
  const version = manifest['edgeworker-version']
  if (typeof version !== 'string' || !/^[A-Za-z0-9._~-]{1,32}$/.test(version)) return invalidManifest
  const dependencies = readDependencies(manifest['dependencies'])
  return dependencies === undefined ? invalidManifest : { version, dependencies, problems: [] }
}

const readDependencies = (value: unknown): Dependency[] | undefined => {
  if (value === undefined) return []
  if (!isMap(value)) return undefined
  const found: Dependency[] = []
  for (const [alias, item] of Object.entries(value)) {
    if (!isMap(item)) return undefined
    const { edgeWorkerId, version } = item
    if (typeof edgeWorkerId !== 'number' || typeof version !== 'string') return undefined
    found.push({ alias, edgeWorkerId, version })
  }
  return found
}
