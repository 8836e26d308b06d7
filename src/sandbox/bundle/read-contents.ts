import { type TarFile, textOf } from '../tar/tar-file.ts'
import { unpackBundle } from '../tar/unpack-bundle.ts'
import type { BundleContents, BundleProblem, TokenEntry } from './bundle-contents.ts'
import { evaluateTokenFile, isMap } from './evaluate-token-file.ts'
import { readManifest } from './read-manifest.ts'

/** Without this text a helper library cannot send a reference; it has been there since 0.6.2. */
const referenceHeader = 'X-Akamai-EdgeDB-Auth-Ref'

/** Reads a bundle as the edge would: manifest, tokens, helper library. Problems that concern tokens' lives come later. */
export const readContents = (bytes: Uint8Array): BundleContents => {
  const unpacked = unpackBundle(bytes)
  if (unpacked.kind === 'refused') return nothingBut({ type: unpacked.type, message: unpacked.message })
  // Akamai passes over what macOS adds.
  const files = unpacked.files.filter((file) => !baseOf(file.path).startsWith('._'))
  const manifest = readManifest(files)
  const tokens = files.filter((file) => baseOf(file.path) === 'edgekv_tokens.js').map(readEntries)
  return {
    version: manifest.version,
    dependencies: manifest.dependencies,
    entries: tokens.flatMap((read) => read.entries),
    sendsReferences: files.some((file) => file.path.endsWith('.js') && textOf(file).includes(referenceHeader)),
    problems: [...manifest.problems, ...fileProblems(files), ...tokens.flatMap((read) => read.problems)],
  }
}

const nothingBut = (found: BundleProblem): BundleContents => ({
  version: undefined,
  dependencies: [],
  entries: [],
  sendsReferences: false,
  problems: [found],
})

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const fileProblems = (files: readonly TarFile[]): BundleProblem[] => {
  const problems: BundleProblem[] = []
  const missing = ['main.js', 'bundle.json'].filter((name) => !files.some((file) => file.path === name))
  if (missing.length > 0) {
    problems.push({ type: 'MISSING_MANDATORY_FILES', message: `missing mandatory files: ${missing.join(', ')}` })
  }
  for (const file of files) {
    if ((file.mode & 0o111) === 0) continue
    problems.push({ type: 'INVALID_FILE_PERMISSION', message: `${file.path} must not be executable` })
  }
  return [...problems, ...helperProblems(files)]
}

const helperProblems = (files: readonly TarFile[]): BundleProblem[] => {
  const has = (name: string): boolean => files.some((file) => baseOf(file.path) === name)
  if (has('edgekv.js') && !has('edgekv_tokens.js')) {
    return [{ type: 'EDGEKV_TOKENS_FILE_MISSING', message: 'edgekv.js is there, edgekv_tokens.js is not' }]
  }
  return []
}

const readEntries = (file: TarFile): { entries: TokenEntry[]; problems: BundleProblem[] } => {
  const evaluated = evaluateTokenFile(textOf(file))
  if (evaluated.kind === 'broken') {
    const message = `static validation failed : ${file.path} ${evaluated.message}`
    return { entries: [], problems: [{ type: 'STATIC_VALIDATION_FAILED', message }] }
  }
  if (evaluated.kind === 'no-export') {
    return { entries: [], problems: [{ type: 'ACCESS_TOKEN_MISSING', message: `${file.path} exports no tokens` }] }
  }
  return readMap(file.path, evaluated.map)
}

const readMap = (path: string, map: Readonly<Record<string, unknown>>) => {
  const entries: TokenEntry[] = []
  const problems: BundleProblem[] = []
  for (const [key, entry] of Object.entries(map)) {
    const fields = isMap(entry) ? entry : {}
    const value = textField(fields['value'])
    const reference = textField(fields['reference'])
    if (value === undefined && reference === undefined) {
      problems.push({ type: 'ACCESS_TOKEN_MISSING', message: `${path} has no token for ${key}` })
    } else entries.push({ path, key, name: textField(fields['name']), value, reference })
  }
  return { entries, problems }
}

const textField = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
