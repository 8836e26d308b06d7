import { type Import, importsOf } from './imports-of.ts'
import type { SourceFile } from './source-file.ts'

/** Left to right: a folder may import from those of a lower rank. */
const ranks: Readonly<Record<string, number>> = {
  token: 0,
  people: 1,
  audit: 2,
  bundle: 3,
  inventory: 4,
  plan: 5,
  warning: 5,
  request: 6,
  rotation: 7,
  chat: 8,
}
const adapters = ['slack', 'teams', 'akamai', 'queue', 'store', 'web']
/** With the files beside the folders, these put everybody together. */
const everything = ['', 'app', 'cli']
const folders = ['core', 'config', 'sandbox', ...everything, ...adapters]

const pure = ['acorn', 'acorn-walk', 'canonicalize', 'fastest-levenshtein', 'picomatch', 'node:crypto', 'node:zlib']
const forConfig = ['zod', 'yaml']

/** A class: the one type that has to be there at run time, for no secret may exist outside of it. */
const secret = 'core/token/secret.ts'

/** Where each SDK lives. The sandbox may use anything. */
const homes: Readonly<Record<string, readonly string[]>> = {
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  '@slack/types': ['slack'],
  '@slack/socket-mode': ['slack'],
  botbuilder: ['teams'],
  'akamai-edgegrid': ['akamai'],
  bullmq: ['queue'],
  ioredis: ['queue', 'store'],
  'prom-client': ['web'],
}

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '')
const nounOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? ''

/** Undefined where it may, else why it may not. */
type Judge = (from: string, to: string, typesOnly: boolean) => string | undefined

const withinCore: Judge = (from, to, typesOnly) => {
  const [noun, other] = [nounOf(from), nounOf(to)]
  if (noun === other) return undefined
  if (noun === 'ports' || other === 'ports') return typesOnly ? undefined : 'only types cross the border of ports'
  const [rank, otherRank] = [ranks[noun], ranks[other]]
  if (rank === undefined || otherRank === undefined) return 'not a noun of the product'
  return otherRank < rank ? undefined : `${other} is not left of ${noun}`
}

const judges: Readonly<Record<string, Judge>> = {
  core: (from, to, typesOnly) =>
    folderOf(to) === 'core' ? withinCore(from, to, typesOnly) : 'core knows nobody outside',
  config: (_, to, typesOnly) => {
    if (folderOf(to) !== 'core') return 'config may import from core alone'
    return typesOnly || to === secret ? undefined : 'config may import types alone'
  },
  sandbox: () => 'the sandbox is an independent check and shares no code',
}

const adapterJudge: Judge = (_, to) => (folderOf(to) === 'core' ? undefined : 'an adapter may import from core alone')

const judgeFile: Judge = (from, to, typesOnly) => {
  const folder = folderOf(from)
  if (everything.includes(folder)) return undefined
  if (folder === folderOf(to) && folder !== 'core') return undefined
  return (judges[folder] ?? adapterJudge)(from, to, typesOnly)
}

const judgePackage = (from: string, name: string): string | undefined => {
  const folder = folderOf(from)
  if (folder === 'core') return pure.includes(name) ? undefined : 'not among the pure packages'
  if (folder === 'config' && !name.startsWith('node:')) {
    return forConfig.includes(name) ? undefined : 'config has a validator and a YAML parser'
  }
  if (folder === 'sandbox') return undefined
  return homes[name]?.includes(folder) === false ? `its folder is ${homes[name]?.join(' or ')}` : undefined
}

const judge = (from: string, one: Import): string | undefined =>
  'file' in one ? judgeFile(from, one.file, one.typesOnly) : judgePackage(from, one.package)

/** Every import that the table of the architecture does not allow. */
export const forbiddenImports = (file: SourceFile): string[] =>
  importsOf(file).flatMap((one) => {
    const why = judge(file.path, one)
    return why === undefined
      ? []
      : [`${file.path}:${one.line} imports ${'file' in one ? one.file : one.package}: ${why}`]
  })

/** A file whose folder is not in the house. */
export const unknownFolder = ({ path }: SourceFile): string[] => {
  const folder = folderOf(path)
  const known =
    folder === '' || (folders.includes(folder) && (folder !== 'core' || nounOf(path) in { ...ranks, ports: 0 }))
  return known ? [] : [`${path}: no folder of the house`]
}
