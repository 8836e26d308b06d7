import { gzipSync } from 'node:zlib'
import { type Headers, pack } from 'tar-stream'

const files = 50

/** Repeatable numbers: the same bundle on every run. */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
}

const words = ['request', 'response', 'cookie', 'country', 'path', 'header', 'cache', 'item', 'group', 'offer', 'price']

const line = (next: () => number): string => {
  const word = (): string => words[next() % words.length] ?? 'x'
  const id = (): string => `${word()}${(next() % 46_656).toString(36)}`
  return `  const ${id()} = ${id()}.get${word()}('${next().toString(36)}${next().toString(36)}') ?? ${next()};\n`
}

const codeFile = (seed: number, bytes: number): string => {
  const next = numbers(seed)
  let text = `// Made for the benchmark.\nexport function part${seed}() {\n`
  while (text.length < bytes) text += line(next)
  return `${text}}\n`
}

export interface SampleFile {
  readonly name: string
  readonly text: string
}

const oldUuid = '5f19aaaa-0000-5000-8000-00000000000a'
export const newUuid = '5d2abbbb-0000-5000-8000-00000000000b'

export const tokenFile = (name: string, uuid: string): string =>
  `var edgekv_access_tokens = {\n  "namespace-shop": {\n    "name": "${name}",\n    "reference": "${uuid}"\n  }\n}\nexport { edgekv_access_tokens };\n`

export const manifest = (version: string): string => `{\n  "edgeworker-version": "${version}"\n}\n`

/** Fifty files of code that is made up, as varied as real code, with one token entry. About 1 MB packed. */
const sampleFiles = (): readonly SampleFile[] => [
  { name: 'bundle.json', text: manifest('1.0') },
  { name: 'edgekv_tokens.js', text: tokenFile('shop', oldUuid) },
  ...Array.from({ length: files - 2 }, (_, n) => ({
    name: n === 0 ? 'main.js' : `lib/part${n}.js`,
    text: codeFile(n + 1, 47_000),
  })),
]

const tarOf = async (list: readonly SampleFile[]): Promise<Buffer> => {
  const packer = pack()
  const mtime = new Date(1_700_000_000_000)
  for (const { name, text } of list) packer.entry({ name, mtime, mode: 0o644 } satisfies Partial<Headers>, text)
  packer.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packer) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

export const sampleBundle = async (): Promise<Buffer> => gzipSync(await tarOf(sampleFiles()), { level: 9 })
