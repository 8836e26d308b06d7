import type { Stray } from '../inventory/bundle-contents.ts'
import { type Credential, matchOf } from '../inventory/credential.ts'
import { credentialOf, needHelper, usersOf } from './bind-rotation.ts'
import type { Binding, Remark } from './plan.ts'
import { type FindingFacts, type ReadBundle, readBundles } from './plan-facts.ts'

const where = ({ activation }: ReadBundle, more = ''): string =>
  `EdgeWorker ${activation.edgeWorkerId} ${activation.version} on ${activation.network}${more}`

const isStray =
  (token: Credential) =>
  (stray: Stray): boolean =>
    stray.uuid === token.uuid || (stray.fingerprint !== undefined && stray.fingerprint === token.fingerprint)

/** The credential stands outside of the token file, where the bot does not rewrite. */
const elsewhere = (bundle: ReadBundle, token: Credential): readonly Remark[] =>
  bundle.contents.strays.filter(isStray(token)).map((stray) => ({
    code: 'token-elsewhere',
    sentence: `${token.name} stands outside of the token file, at ${stray.path}:${stray.line}.`,
    advice: 'Move it into edgekv_tokens.js, deploy, then plan anew.',
    where: where(bundle, ` ${stray.path}:${stray.line}`),
  }))

/** The label says one token, the credential another. */
const disagreements = (bundle: ReadBundle, token: Credential): readonly Remark[] =>
  bundle.contents.entries
    .filter((entry) => {
      const match = matchOf(entry, token)
      return match === 'label' || (match === 'credential' && entry.name !== token.name)
    })
    .map((entry) => ({
      code: 'label-disagrees',
      sentence: `The entry ${entry.key} at ${entry.path}:${entry.line} says ${entry.name}, but its credential is another token's.`,
      advice: 'Mend the entry by hand, deploy, then plan anew.',
      where: where(bundle, ` ${entry.path}:${entry.line}`),
    }))

const helperTooOld = (facts: FindingFacts, binding: Binding, users: readonly ReadBundle[]): readonly Remark[] => {
  if (binding.new?.[0]?.generation !== 'auto-refreshing') return []
  return needHelper(users).flatMap((bundle) => {
    const { helper } = bundle.contents
    const version = helper?.version ?? 'unknown'
    if (helper === undefined || !helper.released)
      return [
        {
          code: helper === undefined ? 'helper-missing' : 'helper-modified',
          sentence: `The helper library (version ${version}) cannot use references and was changed by hand, so it is not replaced.`,
          advice: 'Put edgekv.js 0.6.2 or newer into the bundle, deploy, then plan anew.',
          where: where(bundle, ` ${helper?.path ?? 'edgekv.js'}`),
        },
      ]
    if (facts.helperVersion !== undefined) return []
    return [
      {
        code: 'helper-too-old',
        sentence: `The helper library ${version} cannot use references.`,
        advice: 'Set rotation.helperLibrary to a copy of edgekv.js 0.6.2 or newer, or put it into the bundle.',
        where: where(bundle, ` ${helper.path}`),
      },
    ]
  })
}

const composed = (users: readonly ReadBundle[]): readonly Remark[] =>
  users
    .filter(({ contents }) => contents.dependencies.length > 0)
    .map((bundle) => ({
      code: 'has-dependencies',
      sentence: `The bundle is composed of others (EdgeWorker ${bundle.contents.dependencies.join(', ')}).`,
      advice: 'Rotate it by hand: composed bundles are not rewritten.',
      where: where(bundle),
    }))

const lockedBy = (facts: FindingFacts): readonly Remark[] =>
  Object.entries(facts.holders).map(([lock, holder]) => ({
    code: 'locked',
    sentence: `${lock.replace(':', ' ')} is being worked on by ${holder}.`,
    advice: `Wait for ${holder}, or look at it: /edgekv status ${holder}.`,
    where: holder,
  }))

const lockList = (binding: Binding): readonly Remark[] => {
  const ids = binding.new?.[0]?.scope.edgeWorkerIds ?? []
  const users = [...new Set(binding.targets.map((target) => target.edgeWorkerId))]
  const missing = ids.length === 0 ? [] : users.filter((id) => !ids.includes(id))
  const remarks: Remark[] = []
  if (ids.length > 8)
    remarks.push({
      code: 'too-many-ids',
      sentence: `The new token would be locked to ${ids.length} EdgeWorkers; Akamai allows eight.`,
      advice: 'Say which with --ewids=…, or split the token.',
    })
  if (missing.length > 0)
    remarks.push({
      code: 'user-not-listed',
      sentence: `EdgeWorker ${missing.join(', ')} uses the token but is not in --ewids.`,
      advice: 'Add it to --ewids, or take the token out of its bundle.',
    })
  return remarks
}

const stillUsed = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  if (binding.action !== 'revoke' || facts.token === undefined) return []
  return usersOf(facts, facts.token, ['STAGING', 'PRODUCTION']).map((bundle) => ({
    code: 'still-used',
    sentence: `${facts.token?.name} is used by ${where(bundle)}.`,
    advice: 'Rotate it instead: /edgekv rotate.',
    where: where(bundle),
  }))
}

const nothingToDo = (binding: Binding): readonly Remark[] =>
  ['rotate', 'migrate'].includes(binding.action) && binding.targets.length === 0
    ? [
        {
          code: 'unused',
          sentence: 'No active bundle that the bot can see uses this token.',
          advice: 'Revoke it instead, or say which EdgeWorkers use it.',
        },
      ]
    : []

/** Everything that makes the plan one that cannot be approved. */
export const blockersOf = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const token = facts.token === undefined ? undefined : credentialOf(facts.token)
  const ids = new Set(binding.targets.map((target) => `${target.edgeWorkerId} ${target.network}`))
  const users = readBundles(facts.scan).filter(({ activation }) =>
    ids.has(`${activation.edgeWorkerId} ${activation.network}`),
  )
  const touched =
    token === undefined
      ? []
      : readBundles(facts.scan).flatMap((one) => [...elsewhere(one, token), ...disagreements(one, token)])
  return [
    ...stillUsed(facts, binding),
    ...(binding.action === 'rotate' || binding.action === 'migrate' ? touched : []),
    ...composed(users),
    ...helperTooOld(facts, binding, users),
    ...facts.rewrites.flatMap((rewrite) => rewrite.problems),
    ...lockList(binding),
    ...lockedBy(facts),
    ...nothingToDo(binding),
  ]
}
