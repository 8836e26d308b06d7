import { parseArgs } from 'node:util'

/** What the line asks for. `reference` absent: the value comes from standard input. */
export interface RewriteArgs {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly reference?: string
  readonly namespaces: readonly string[]
  readonly version: string
  readonly fixKeys: boolean
  readonly helper?: string
  readonly config?: string
  readonly output: string
  readonly json: boolean
}

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  reference: { type: 'string' },
  'value-stdin': { type: 'boolean' },
  namespace: { type: 'string', multiple: true },
  version: { type: 'string' },
  'fix-keys': { type: 'boolean' },
  helper: { type: 'string' },
  config: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const

type Parsed = ReturnType<typeof parse>

const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true, tokens: true })

/** `--namespace a b` names two: words right behind one belong to it, as long as a FILE is left. */
const wordsOf = ({
  values,
  tokens,
  positionals,
}: Parsed): { files: readonly string[]; namespaces: readonly string[] } => {
  const given = (values.namespace ?? []).flatMap((list) => list.split(',')).filter((one) => one !== '')
  if (positionals.length < 2) return { files: positionals, namespaces: given }
  const files: string[] = []
  const more: string[] = []
  let behind = false
  for (const token of tokens) {
    if (token.kind === 'positional') (behind ? more : files).push(token.value)
    else behind = token.kind === 'option' && token.name === 'namespace'
  }
  return files.length === 0
    ? { files: more.slice(-1), namespaces: [...given, ...more.slice(0, -1)] }
    : { files, namespaces: [...given, ...more] }
}

/** Reads the arguments; a sentence when they do not say what to do. */
export const rewriteArgs = (args: string[]): RewriteArgs | string => {
  const parsed = parse(args)
  const { from, to, reference, version, helper, config, output, ...flags } = parsed.values
  const { files, namespaces } = wordsOf(parsed)
  const [file] = files
  if (file === undefined || files.length > 1) return 'Which file? One is rewritten at a time.'
  if (from === undefined || to === undefined) return 'Which token? --from names the old one, --to the new one.'
  if ((reference === undefined) !== (flags['value-stdin'] === true))
    return 'The new token is given either by --reference UUID or by --value-stdin.'
  if (version === undefined) return 'Which version? --version says what bundle.json will have.'
  if (output === undefined) return 'Where to? -o names the file to write.'
  const given = { file, from, to, namespaces, version, output }
  const asked = { fixKeys: flags['fix-keys'] === true, json: flags.json === true }
  return {
    ...given,
    ...asked,
    ...(reference === undefined ? {} : { reference }),
    ...(helper === undefined ? {} : { helper }),
    ...(config === undefined ? {} : { config }),
  }
}
