import type { TarFile } from '../tar/tar-file.ts'
import { packBundle, textFile } from '../tar/write-tar.ts'
import { helperLibrary } from './helper-library.ts'
import { type TokenFileStyle, writeTokenFile } from './token-file-styles.ts'
import type { Token } from './world.ts'
import type { FullVersionSeed } from './world-types.ts'

/** The tokens of an account by the label that bundles use for them. */
export type Labels = ReadonlyMap<string, Token>

const mainJs = `import { EdgeKV } from './edgekv.js';

const texts = new EdgeKV({ namespace: 'NAMESPACE', group: 'texts' });

export async function responseProvider(request) {
  return { status: 200, body: await texts.getText({ item: 'greeting', default_value: 'hello' }) };
}
`

export const plainMainJs = `export function onClientRequest(request) {
  request.setHeader('X-Sandbox', 'hello');
}
`

/** The `.tgz` of one seeded version. Throws when it names a token that the seed does not have. */
export const buildBundle = (seed: FullVersionSeed, labels: Labels): Uint8Array => {
  if (seed.bundle !== undefined) return Buffer.from(seed.bundle, 'base64')
  const files = new Map(defaultFiles(seed, labels).map((file) => [file.path, file]))
  for (const [path, text] of Object.entries(seed.files)) files.set(path, textFile(path, fillIn(text, labels)))
  return packBundle([...files.values()])
}

const defaultFiles = (seed: FullVersionSeed, labels: Labels): TarFile[] => {
  const manifest = textFile('bundle.json', `${JSON.stringify(manifestOf(seed), null, 2)}\n`)
  const file = seed.tokenFile
  if (file === undefined) return [textFile('main.js', plainMainJs), manifest]
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  const main = mainJs
    .replace('./edgekv.js', `./${folder}edgekv.js`)
    .replace('NAMESPACE', file.entries[0]?.namespace ?? 'default')
  const helper = seed.helper === 'none' ? [] : [textFile(`${folder}edgekv.js`, helperLibrary(seed.helper))]
  return [
    textFile('main.js', main),
    manifest,
    ...helper,
    textFile(file.path, tokenFileText(file.style, file.entries, labels)),
  ]
}

const manifestOf = (seed: FullVersionSeed) => ({
  'edgeworker-version': seed.version,
  'bundle-version': 1,
  description: 'Made for the sandbox',
  ...(seed.dependencies === undefined ? {} : { dependencies: seed.dependencies }),
})

type EntrySeed = NonNullable<FullVersionSeed['tokenFile']>['entries'][number]

const tokenFileText = (style: TokenFileStyle, entries: readonly EntrySeed[], labels: Labels): string => {
  const written = entries.map((entry) => {
    const token = tokenOf(entry.token, labels)
    const expiring = token.generation === 'expiring'
    return {
      key: entry.key ?? `namespace-${entry.namespace}`,
      name: entry.shownName ?? token.name,
      kind: expiring ? ('value' as const) : ('reference' as const),
      secret: expiring ? token.value() : token.uuid,
    }
  })
  return writeTokenFile(style, written)
}

const tokenOf = (label: string, labels: Labels): Token => {
  const token = labels.get(label)
  if (token === undefined) throw new Error(`the seed has no token labelled ${label}`)
  return token
}

const fillIn = (text: string, labels: Labels): string =>
  text.replaceAll(/\{\{(value|uuid):([^}]+)\}\}/g, (_, what: string, label: string) => {
    const token = tokenOf(label, labels)
    return what === 'value' ? token.value() : token.uuid
  })
