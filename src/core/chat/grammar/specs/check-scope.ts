import { canBePaired } from '../../../plan/created-by.ts'
import type { Piece } from '../pieces.ts'
import { type Flaw, type Understood, without } from '../verb-spec.ts'

const deniesBoth = ({ options }: Understood): boolean =>
  options['staging'] === 'deny' && options['production'] === 'deny'

/** A token that no network allows would be of no use, and Akamai refuses it. */
export const checkNetworks = (understood: Understood): Flaw | undefined =>
  deniesBoth(understood)
    ? {
        word: '--production=deny',
        message: 'A token must be allowed on one network at least: staging, production or both.',
      }
    : undefined

const allowed = (pieces: Understood['pieces'], name: 'staging' | 'production'): Piece[] =>
  pieces.map((piece) => (piece.kind === 'option' && piece.name === name ? { ...piece, value: 'allow' } : piece))

/** A pair is one token for each network, under names with room for what tells them apart. */
const checkPair = ({ options, pieces, subjects }: Understood): Flaw | undefined => {
  if (options['pair'] !== true) return undefined
  const name = subjects.find(({ slot }) => slot === 'token')?.value ?? ''
  const denied = (['staging', 'production'] as const).find((network) => options[network] === 'deny')
  if (denied !== undefined)
    return {
      word: `--${denied}=deny`,
      message: '`--pair` makes one token for staging and one for production, so both must be allowed.',
      fix: allowed(pieces, denied),
    }
  if (canBePaired(name)) return undefined
  return {
    word: name,
    message: `\`--pair\` adds \`_stg\` and \`_prd\` to the name, so \`${name}\` must be 28 characters at most.`,
  }
}

/** A network that is not named: denied, where another one is allowed; of a pair both are allowed. */
const networkFix = ({ options }: Understood): 'allow' | 'deny' | undefined => {
  if (options['pair'] === true) return 'allow'
  return options['staging'] === 'allow' || options['production'] === 'allow' ? 'deny' : undefined
}

/** Akamai wants both networks and the namespaces. */
const checkMissing = (understood: Understood): Flaw | undefined => {
  const { options, pieces } = understood
  const missing = (['staging', 'production', 'namespace'] as const).find((name) => options[name] === undefined)
  if (missing === undefined) return undefined
  const value = missing === 'namespace' ? undefined : networkFix(understood)
  const must = missing === 'namespace' ? ', such as `--namespace=marketing+r`' : ': allow or deny'
  return {
    word: `--${missing}`,
    message: `\`create token\` needs \`--${missing}\`${must}.`,
    ...(value === undefined ? {} : { fix: [...pieces, { kind: 'option', name: missing, value }] }),
  }
}

/** `create` alone opens a form; with anything more it is a whole order. */
export const checkNewToken = (understood: Understood): Flaw | undefined => {
  const { options, subjects } = understood
  const scope = Object.keys(options).filter((name) => name !== 'account')
  if (subjects.length === 0 && scope.length === 0) return undefined
  if (subjects.length === 0)
    return {
      word: 'create token',
      message:
        '`create token` needs a name, as in `create token mkt_token1 --staging=allow --production=deny --namespace=marketing+r`.',
    }
  return checkMissing(understood) ?? checkPair(understood) ?? checkNetworks(understood)
}

/** *Replace* and *Refresh in place* are two ways; a leaked token can only be replaced. */
export const checkRotate = (understood: Understood): Flaw | undefined => {
  const { options, pieces } = understood
  const fix = without(pieces, 'refresh')
  if (options['refresh'] === true && options['replace'] === true)
    return { word: '--refresh', message: '`--refresh` and `--replace` exclude each other: choose one.', fix }
  if (options['refresh'] === true && options['compromised'] === true)
    return { word: '--refresh', message: 'A compromised token must be replaced: a refresh keeps it in use.', fix }
  const other = ['namespace', 'ewids', 'staging', 'production', 'expiry'].find((name) => options[name] !== undefined)
  if (options['refresh'] === true && other !== undefined)
    return {
      word: '--refresh',
      message: `A refresh keeps the token as it is; \`--${other}\` takes a new one, with \`--replace\`.`,
      fix: [...fix, { kind: 'option', name: 'replace' }],
    }
  return checkNetworks(understood)
}

/** Nobody passes an approval by without saying why. */
export const checkReason = (understood: Understood): Flaw | undefined =>
  understood.options['reason'] === undefined
    ? {
        word: '--reason',
        message: '`break-glass` needs a reason, as in `break-glass rotate mkt_token1 --reason "it is leaking now"`.',
      }
    : checkRotate(understood)
