import { packBundle, textFile } from '../../src/sandbox/tar/write-tar.ts'

/** A bundle by hand: main.js, bundle.json, a capable helper library and, where given, a token file. */
export const bundle = (
  version: string,
  tokenFile?: string,
  more: Readonly<Record<string, string>> = {},
): Uint8Array => {
  const files: Record<string, string> = {
    'main.js': 'export function onClientRequest() {}\n',
    'bundle.json': JSON.stringify({ 'edgeworker-version': version }),
    ...(tokenFile === undefined ? {} : { 'edgekv.js': '// X-Akamai-EdgeDB-Auth-Ref\n', 'edgekv_tokens.js': tokenFile }),
    ...more,
  }
  return packBundle(Object.entries(files).map(([path, text]) => textFile(path, text)))
}

export const tokenFile = (namespace: string, entry: object): string =>
  `var edgekv_access_tokens = ${JSON.stringify({ [`namespace-${namespace}`]: entry })}\nexport { edgekv_access_tokens };\n`
