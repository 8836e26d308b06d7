import { dateOf, dayMs } from '../clock/dates.ts'
import { activationStatusOf, findByCredential, stateOf } from '../edgekv/token-state.ts'
import { unpackBundle } from '../tar/unpack-bundle.ts'
import type { Account, Token } from '../world/world.ts'
import type { BundleContents, BundleProblem, TokenEntry } from './bundle-contents.ts'

export interface Validation {
  readonly errors: readonly BundleProblem[]
  readonly warnings: readonly BundleProblem[]
}

/** What `POST /validations` says about a bundle of this account now. */
export const validateBundle = (
  account: Account,
  bytes: Uint8Array,
  contents: BundleContents,
  now: number,
): Validation => {
  const found = contents.entries.map((entry) => judge(account, entry, now))
  const errors = found.flatMap((verdict) => verdict.errors)
  const warnings = found.flatMap((verdict) => verdict.warnings)
  return {
    errors: unique([
      ...sizeProblems(account, bytes),
      ...contents.problems,
      ...childProblems(account, contents),
      ...errors,
    ]),
    warnings: unique(warnings),
  }
}

const unique = (problems: readonly BundleProblem[]): BundleProblem[] => [
  ...new Map(problems.map((found) => [`${found.type} ${found.message}`, found])).values(),
]

const sizeProblems = (account: Account, bytes: Uint8Array): BundleProblem[] => {
  const { compressedBytes, uncompressedBytes } = account.settings.quotas
  const problems: BundleProblem[] = []
  if (bytes.length > compressedBytes) {
    problems.push({ type: 'MAX_COMPRESSED_SIZE_EXCEEDED', message: `more than ${compressedBytes} bytes compressed` })
  }
  const unpacked = unpackBundle(bytes)
  if (unpacked.kind === 'files' && unpacked.unpackedBytes > uncompressedBytes) {
    problems.push({ type: 'MAX_UNCOMPRESSED_SIZE_EXCEEDED', message: `more than ${uncompressedBytes} bytes unpacked` })
  }
  return problems
}

const childProblems = (account: Account, contents: BundleContents): BundleProblem[] =>
  contents.dependencies
    .filter((dependency) => !account.edgeWorkers.has(dependency.edgeWorkerId))
    .map((dependency) => ({ type: 'DEPENDENCY_NOT_FOUND', message: `no EdgeWorker ID ${dependency.edgeWorkerId}` }))

const failure = (type: string, message: string): Validation => ({ errors: [{ type, message }], warnings: [] })

/** Akamai's texts name no token; ours name the key. */
const judge = (account: Account, entry: TokenEntry, now: number): Validation => {
  const token = findByCredential(account, entry)
  return entry.value === undefined ? judgeReference(token, entry.key, now) : judgeValue(account, token, entry.key, now)
}

const judgeReference = (token: Token | undefined, key: string, now: number): Validation => {
  const usable = token !== undefined && stateOf(token, now) === 'live' && isActivated(token, now)
  if (usable) return { errors: [], warnings: [] }
  const message = `The EdgeKV access token reference of ${key} does not exist or is not yet activated.`
  return failure('ACCESS_TOKEN_REFERENCE_INVALID', message)
}

/** Once activated, a token stays usable while it is being refreshed. */
const isActivated = (token: Token, now: number): boolean =>
  token.completeAt <= now && activationStatusOf(token, now) !== 'ERROR'

const judgeValue = (account: Account, token: Token | undefined, key: string, now: number): Validation => {
  if (token === undefined || stateOf(token, now) === 'revoked') {
    return failure('ACCESS_TOKEN_INVALID', `The EdgeKV access token of ${key} is invalid.`)
  }
  if (stateOf(token, now) === 'expired') {
    return failure('ACCESS_TOKEN_EXPIRED', `The EdgeKV access token of ${key} has expired.`)
  }
  const soon = dateOf(now + account.settings.expiringSoonDays * dayMs)
  if (token.expiry > soon) return { errors: [], warnings: [] }
  const message = 'The EdgeKV access token is still valid but will expire soon.'
  return { errors: [], warnings: [{ type: 'ACCESS_TOKEN_EXPIRING_SOON', message }] }
}
