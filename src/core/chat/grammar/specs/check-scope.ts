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

/** Akamai wants both networks and the namespaces; a network that is not named is denied in the corrected line. */
export const checkNewToken = (understood: Understood): Flaw | undefined => {
  const { options, pieces, subjects } = understood
  const scope = Object.keys(options).filter((name) => name !== 'account')
  if (subjects.length === 0 && scope.length === 0) return undefined
  if (subjects.length === 0)
    return {
      word: 'create token',
      message:
        '`create token` needs a name, as in `create token mkt_token1 --staging=allow --production=deny --namespace=marketing+r`.',
    }
  const missing = (['staging', 'production', 'namespace'] as const).find((name) => options[name] === undefined)
  if (missing === undefined) return checkNetworks(understood)
  const knownNetwork = options['staging'] === 'allow' || options['production'] === 'allow'
  const fix = missing !== 'namespace' && knownNetwork ? { name: missing, value: 'deny' } : undefined
  return {
    word: `--${missing}`,
    message: `\`create token\` needs \`--${missing}\`${missing === 'namespace' ? ', such as `--namespace=marketing+r`' : ': allow or deny'}.`,
    ...(fix === undefined ? {} : { fix: [...pieces, { kind: 'option', ...fix }] }),
  }
}

/** *Replace* and *Refresh in place* are two ways; a leaked token can only be replaced. */
export const checkRotate = (understood: Understood): Flaw | undefined => {
  const { options, pieces } = understood
  const fix = without(pieces, 'refresh')
  if (options['refresh'] === true && options['replace'] === true)
    return { word: '--refresh', message: '`--refresh` and `--replace` exclude each other: choose one.', fix }
  if (options['refresh'] === true && options['compromised'] === true)
    return { word: '--refresh', message: 'A compromised token must be replaced: a refresh keeps it in use.', fix }
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
