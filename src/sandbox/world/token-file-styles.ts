/** One entry to write. `secret` is the value or the reference. */
export interface WrittenEntry {
  readonly key: string
  readonly name: string
  readonly kind: 'value' | 'reference'
  readonly secret: string
}

type Write = (entries: readonly WrittenEntry[]) => string

/** Ways to write a token file that are found in real bundles. */
export const tokenFileStyles = [
  'canonical',
  'crlf',
  'const-with-comments',
  'unquoted',
  'single-quotes',
  'tabs',
  'inline-export',
  'minified',
  'commented-out-entry',
  'default-export',
  'bom',
] as const
export type TokenFileStyle = (typeof tokenFileStyles)[number]

const lines = (entries: readonly WrittenEntry[], write: (entry: WrittenEntry) => string): string =>
  entries.map(write).join(',\n')

const canonical: Write = (entries) => {
  const body = lines(entries, (entry) => {
    const fields = [`    "name": "${entry.name}"`, `    "${entry.kind}": "${entry.secret}"`].join(',\n')
    return `  "${entry.key}": {\n${fields}\n  }`
  })
  return `var edgekv_access_tokens = {\n${body}\n}\nexport { edgekv_access_tokens };\n`
}

const constWithComments: Write = (entries) => {
  const written = entries.map((entry) =>
    [
      `  '${entry.key}': { // don't share = keep it here`,
      `    "name": "${entry.name}",`,
      `    "${entry.kind}": "${entry.secret}", // the team's key`,
      '  },',
    ].join('\n'),
  )
  return `// Tokens of this EdgeWorker\nconst edgekv_access_tokens = {\n${written.join('\n')}\n};\nexport { edgekv_access_tokens };\n`
}

const unquoted: Write = (entries) => {
  const body = lines(
    entries,
    (entry) => `  "${entry.key}": {\n    name: "${entry.name}",\n    ${entry.kind}: "${entry.secret}",\n  }`,
  )
  return `var edgekv_access_tokens = {\n${body},\n};\nexport { edgekv_access_tokens };`
}

const singleQuotes: Write = (entries) => {
  const body = lines(
    entries,
    (entry) => `\t'${entry.key}' : {\n\t\tname : '${entry.name}',\n\t\t${entry.kind} : '${entry.secret}'\n\t}`,
  )
  return `let edgekv_access_tokens = {\n${body}\n};\n\nexport {\n  edgekv_access_tokens,\n};\n`
}

const minified: Write = (entries) => {
  const body = entries.map((entry) => `"${entry.key}":{name:"${entry.name}",${entry.kind}:"${entry.secret}"}`).join(',')
  return `var t={${body}};export{t as edgekv_access_tokens};`
}

const commentedOutEntry: Write = (entries) =>
  canonical(entries).replace(
    '{\n',
    '{\n  /* "namespace-old": { "name": "old_token", "value": "gone" }, */\n  // "namespace-older": {},\n',
  )

const writers: Readonly<Record<TokenFileStyle, Write>> = {
  canonical,
  crlf: (entries) => canonical(entries).replaceAll('\n', '\r\n').trimEnd(),
  'const-with-comments': constWithComments,
  unquoted,
  'single-quotes': singleQuotes,
  tabs: (entries) => canonical(entries).replaceAll('  ', '\t').replaceAll('": {', '" : {'),
  'inline-export': (entries) =>
    canonical(entries).replace('var ', 'export const ').replace('\nexport { edgekv_access_tokens };', ';'),
  minified,
  'commented-out-entry': commentedOutEntry,
  'default-export': (entries) => `${canonical(entries)}export default edgekv_access_tokens;\n`,
  bom: (entries) => `\uFEFF${canonical(entries)}`,
}

export const writeTokenFile = (style: TokenFileStyle, entries: readonly WrittenEntry[]): string =>
  writers[style](entries)
