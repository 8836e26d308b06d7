import type { OptionName } from '../options.ts'
import type { VerbSpec } from '../verb-spec.ts'
import { checkNetworks, checkNewToken, checkRotate } from './check-scope.ts'

const scope: readonly OptionName[] = ['account', 'namespace', 'ewids', 'staging', 'production']
const token = [{ kind: 'token' }] as const

export const rotateSpec: VerbSpec = {
  verb: 'rotate',
  subjects: token,
  options: [...scope, 'expiry', 'reason', 'replace', 'refresh', 'compromised'],
  example: 'rotate mkt_token1',
  check: checkRotate,
}

export const migrateSpec: VerbSpec = {
  verb: 'migrate',
  subjects: token,
  options: [...scope, 'reason', 'compromised'],
  example: 'migrate mkt_token1',
  check: checkNetworks,
}

export const revokeSpec: VerbSpec = {
  verb: 'revoke',
  subjects: token,
  options: ['account', 'reason'],
  example: 'revoke mkt_token1 --reason "no longer used"',
}

/** Verbs that make, change or end a token. */
export const tokenSpecs: readonly VerbSpec[] = [
  {
    verb: 'create',
    subjects: [{ kind: 'token', optional: true }],
    options: [...scope, 'pair', 'expiry', 'reason', 'save_path', 'overwrite'],
    example: 'create token mkt_token1 --staging=allow --production=deny --namespace=marketing+r',
    check: checkNewToken,
  },
  rotateSpec,
  { verb: 'refresh', subjects: token, options: ['account', 'reason'], example: 'refresh mkt_token1' },
  migrateSpec,
  revokeSpec,
  { verb: 'download', subjects: token, options: ['account', 'save_path', 'overwrite'], example: 'download mkt_token1' },
]
