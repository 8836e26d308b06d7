interface CodeFacts {
  /** A bundle with this problem is not rewritten, whatever is asked. The others are told, or refuse one edit only. */
  readonly blocks: boolean
  readonly advice: string
}

const blocks = (advice: string): CodeFacts => ({ blocks: true, advice })
const tells = (advice: string): CodeFacts => ({ blocks: false, advice })

const repack = 'Pack the bundle again with `tar -czf bundle.tgz bundle.json main.js …` and upload it as a new version.'
const plain = 'Write every entry as a plain { "name": "…", "reference": "…" } (or "value"), then deploy.'

/** Every code a problem can have, with what to do about it. Described in docs/bundles.md. */
export const problemCodes = {
  'gzip-invalid': blocks(repack),
  'unpacked-too-large': blocks('Make the bundle smaller, or raise bundles.maxUnpacked if it is genuine.'),
  'ratio-too-high': blocks('Look at what is in the bundle; raise bundles.maxRatio only if it is genuine.'),
  'too-many-entries': blocks('Pack fewer files, or raise bundles.maxEntries if the bundle is genuine.'),
  'trailing-data': blocks(repack),
  'archive-truncated': blocks('Download or pack the bundle again: its end is missing.'),
  'bad-checksum': blocks('Download or pack the bundle again: a header is damaged.'),
  'bad-header': blocks(repack),
  'bad-name': blocks('Rename the file: names are plain UTF-8 with "/" between folders.'),
  'name-not-utf8': blocks('Rename the file: names are plain UTF-8 with "/" between folders.'),
  'path-traversal': blocks('Do not use this bundle before you know who made it; pack it again without "..".'),
  'absolute-path': blocks('Pack the bundle again with names relative to its root.'),
  'link-entry': blocks('Pack the file itself in place of the link (`tar -h`).'),
  'device-entry': blocks('Do not use this bundle before you know who made it; pack plain files only.'),
  'unsupported-entry': blocks(repack),
  'duplicate-name': blocks('Pack the bundle again with each file once.'),
  'no-manifest': blocks('Put bundle.json at the root of the bundle.'),
  'manifest-too-large': blocks('Make bundle.json smaller.'),
  'no-version': blocks('Give bundle.json one "edgeworker-version" that is a string.'),
  'duplicate-version': blocks('Leave one "edgeworker-version" in bundle.json.'),
  'dependencies-unreadable': blocks('Mend the JSON of "dependencies" in bundle.json.'),
  'no-token-file': tells('Add edgekv_tokens.js to the bundle, or look for the token in the code.'),
  'empty-token-file': tells('Put the token entries into edgekv_tokens.js, or remove the file.'),
  'token-file-too-large': blocks('Keep token files below 256 KB together.'),
  'not-utf8': blocks('Save the file as UTF-8, then deploy.'),
  'syntax-error': blocks('Mend the syntax at this place, then deploy.'),
  'no-token-map': blocks('Declare `var edgekv_access_tokens = { … }` in the file and export it.'),
  'not-exported': tells('Export edgekv_access_tokens: the helper library cannot import it otherwise.'),
  'two-candidates': blocks('Leave one; or name the one that is meant (for entries: with --namespace).'),
  'binding-changed': blocks('Write the whole map in its declaration and use it nowhere else in this file.'),
  spread: blocks(plain),
  'computed-key': blocks(plain),
  call: blocks(plain),
  'template-substitution': blocks(plain),
  'not-a-literal': blocks(plain),
  'duplicate-key': blocks('Leave one of the two; JavaScript takes the last.'),
  'both-value-and-reference': blocks('Delete "value" or "reference": the helper library takes "value".'),
  'unknown-generation': tells('Give the entry a "value" (expiring token) or a "reference" (auto-refreshing token).'),
  'key-without-namespace': tells('Write the key as "namespace-<name>"; `--fix-keys` does it while rewriting.'),
  'empty-credential': tells('Put the token into the entry, or remove the entry.'),
  'jwt-malformed': tells('Put the whole token value into the entry; its scope and expiry cannot be shown.'),
  'reference-not-uuid': tells('Put the uuid of the token into "reference".'),
  'no-such-entry': tells('Look at the entries with `bundle inspect`, then name one of them.'),
  'too-many-uuids': tells('Look at what is in the bundle: it cannot be searched for the token.'),
  'token-elsewhere': tells('Remove the token from there (edgekv_tokens.js is the place for it), then deploy.'),
  'bad-replacement': tells('Give a token name (letters, digits, _ and -, at most 32), and its uuid or its value.'),
  'bad-version': tells('Give another version: 1 to 32 of letters, digits, . _ ~ and -.'),
  'edit-not-exact': tells('Rewrite this file by hand, and report the file (without its tokens) as a bug.'),
  'helper-missing': tells('Put edgekv.js 0.6.2 or newer into the bundle, deploy, then ask again.'),
  'helper-too-old': tells('Configure rotation.helperLibrary (here: --helper) with edgekv.js 0.6.2 or newer.'),
  'helper-modified': tells('Carry your changes over to edgekv.js 0.6.2 or newer yourselves, deploy, then ask again.'),
  'helper-unfit': tells('Configure an unchanged edgekv.js 0.6.2 or newer as rotation.helperLibrary (here: --helper).'),
  'token-override': tells(
    'Its meaning changed in 0.6.2: change this code and the helper library together, then deploy.',
  ),
  'packed-too-large': tells(
    'Make the bundle smaller, or raise bundles.maxPacked if Akamai takes more of your account.',
  ),
} as const satisfies Readonly<Record<string, CodeFacts>>

export type ProblemCode = keyof typeof problemCodes
