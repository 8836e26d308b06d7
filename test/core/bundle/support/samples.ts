import { fingerprint } from '../../../../src/core/token/fingerprint.ts'
import { type RawEntry, tgz } from './raw-tar.ts'

export const oldUuid = '5f19aaaa-0000-5000-8000-00000000000a'
export const newUuid = '5d2abbbb-0000-5000-8000-00000000000b'
export const thirdUuid = '568ecccc-0000-5000-8000-00000000000c'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A made-up token value with the given claims; its signature is none. */
export const jwt = (claims: object): string =>
  `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJlLW9mLW5vdGhpbmc`

export const oldValue = jwt({
  exp: 1_800_000_000,
  iat: 1_790_000_000,
  env: ['s', 'p'],
  cpc: '123',
  'namespace-shop': ['r'],
})
export const newValue = jwt({ exp: 1_810_000_000, env: ['s'], 'namespace-shop': ['r', 'w'] })
export const oldFingerprint = fingerprint(oldValue)

/** Stand-ins for Akamai's helper library, written for these tests. */
export const oldHelper = `/*
Version: 0.5.0
*/
import { edgekv_access_tokens } from './edgekv_tokens.js';
export const headers = (ns) => ({ 'X-Akamai-EdgeDB-Auth': [edgekv_access_tokens['namespace-' + ns].value] });
`
export const newHelper = `/*
Version: 0.6.3
*/
import { edgekv_access_tokens } from './edgekv_tokens.js';
export const headers = (ns) => ({ 'X-Akamai-EdgeDB-Auth-Ref': [edgekv_access_tokens['namespace-' + ns].reference] });
`

export const mainJs = "import { headers } from './edgekv.js';\nexport const onClientRequest = () => headers('shop');\n"

export interface TokenLine {
  readonly key?: string
  readonly name?: string
  readonly reference?: string
  readonly value?: string
}

/** A token file in Akamai's own layout. */
export const tokenFile = (...lines: readonly TokenLine[]): string => {
  const map = Object.fromEntries(
    lines.map(({ key = 'namespace-shop', name = 'shop', ...rest }) => [key, { name, ...rest }]),
  )
  return `var edgekv_access_tokens = ${JSON.stringify(map, null, 2)}\nexport { edgekv_access_tokens };\n`
}

export const manifest = '{\n  "edgeworker-version": "1.0",\n  "description": "made for a test"\n}\n'

type Files = Readonly<Record<string, string | Uint8Array>>

export const filesOf = (files: Files): readonly RawEntry[] =>
  Object.entries(files).map(([name, body]) => ({ name, body }))

/** A bundle with a token entry that refers to the old token, a helper library that can, and what `files` changes. */
export const bundleOf = (files: Files = {}): Buffer =>
  tgz(
    filesOf({
      'main.js': mainJs,
      'bundle.json': manifest,
      'edgekv.js': newHelper,
      'edgekv_tokens.js': tokenFile({ reference: oldUuid }),
      ...files,
    }),
  )

/** The edit that most tests make. */
export const toReference = { fromName: 'shop', toName: 'shop_r2', to: { kind: 'reference', uuid: newUuid } } as const
