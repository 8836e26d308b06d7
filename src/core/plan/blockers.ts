import { usedInside } from '../inventory/inherited.ts'
import { networks } from '../token/network.ts'
import { dateOf, longestExpiry } from '../token/token-dates.ts'
import { credentialOf, usersOf } from './bind-rotation.ts'
import { disagreements, elsewhere, hasStray, helperTooOld, placeOf } from './bundle-blockers.ts'
import { heldRemark, holdings } from './holder.ts'
import { parentBlockers } from './parent-remarks.ts'
import type { Action, Binding, Remark } from './plan.ts'
import { type FindingFacts, readBundles } from './plan-facts.ts'
import { isAllowedNowhere, scopeBlockers } from './scope-blockers.ts'

/** What others are at work on; a compromised token waits for them in the queue instead. */
const lockedBy = ({ holders }: FindingFacts): readonly Remark[] =>
  holdings(holders).map((holding) => {
    const { id } = holding.holder
    const advice = `Wait for ${id}, or look at it: /edgekv status ${id}.`
    return heldRemark(holding, { code: 'locked', advice })
  })

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
  const { token } = facts
  if (binding.action !== 'revoke' || token === undefined) return []
  if (token.expired)
    return [
      {
        code: 'dead-already',
        sentence: `${token.name} is dead already; there is nothing to revoke.`,
        advice: 'Rotate it where bundles still use it.',
      },
    ]
  const credential = credentialOf(token)
  const strays = readBundles(facts.scan).filter((bundle) => hasStray(bundle, credential))
  const parents = readBundles(facts.scan).filter((bundle) => usedInside(bundle, credential).length > 0)
  return [...new Set([...usersOf(facts, token, networks), ...strays, ...parents])].map((bundle) => ({
    code: 'still-used',
    sentence: `${token.name} is used by ${placeOf(bundle)}.`,
    advice: 'Rotate it instead: /edgekv rotate.',
    where: placeOf(bundle),
  }))
}

const onlyInParents = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const { token } = facts
  if (!['rotate', 'migrate'].includes(binding.action) || binding.targets.length > 0 || token === undefined) return []
  return readBundles(facts.scan)
    .filter((bundle) => usedInside(bundle, credentialOf(token)).length > 0)
    .map((bundle) => ({
      code: 'only-in-parents',
      sentence: `${token.name} lives in ${placeOf(bundle)} only through a version of a child that is not active itself.`,
      advice: 'Activate that parent anew with the child as it is now; then ask again.',
      where: placeOf(bundle),
    }))
}

const isSomewhere = ({ scan, token }: FindingFacts): boolean =>
  token !== undefined &&
  readBundles(scan).some(
    (bundle) => hasStray(bundle, credentialOf(token)) || usedInside(bundle, credentialOf(token)).length > 0,
  )

const nothingToDo = (facts: FindingFacts, binding: Binding): readonly Remark[] =>
  ['rotate', 'migrate'].includes(binding.action) &&
  binding.targets.length === 0 &&
  !isAllowedNowhere(binding) &&
  !isSomewhere(facts)
    ? [
        {
          code: 'unused',
          sentence: 'No active bundle that the bot can see uses this token.',
          advice: 'Revoke it instead, or say which EdgeWorkers use it.',
        },
      ]
    : []

/** Akamai takes a date from tomorrow on, and at most six months ahead. */
const expiryRemarks = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  const { askedExpiry, now } = facts
  if (askedExpiry === undefined || binding.new?.[0]?.generation !== 'expiring') return []
  if (askedExpiry > dateOf(now) && askedExpiry <= longestExpiry(now)) return []
  return [
    {
      code: 'bad-expiry',
      sentence: `Akamai does not take ${askedExpiry} as an expiry.`,
      advice: `Give a date from tomorrow to ${longestExpiry(now)}.`,
    },
  ]
}

const cannotMigrate = (facts: FindingFacts, binding: Binding): readonly Remark[] =>
  binding.action === 'migrate' && facts.generation === 'expiring'
    ? [
        {
          code: 'issues-expiring',
          sentence: `Account ${facts.account} still issues expiring tokens, so there is nothing to migrate to.`,
          advice: 'Rotate it; migrate once Akamai has switched the account over, and the configuration says so.',
        },
      ]
    : []

const askedTwice = ({ askedAlready }: FindingFacts): readonly Remark[] =>
  askedAlready === undefined
    ? []
    : [
        {
          code: 'asked-already',
          sentence: `${askedAlready} asks for the same already.`,
          advice: `Look at it: /edgekv status ${askedAlready}.`,
        },
      ]

const rewriting: readonly Action[] = ['rotate', 'migrate', 'retry', 'adopt']

const ofBundles = (facts: FindingFacts, binding: Binding): readonly Remark[] => {
  if (!rewriting.includes(binding.action)) return []
  const ids = new Set(binding.targets.map((target) => `${target.edgeWorkerId} ${target.network}`))
  const live = readBundles(facts.scan)
  const users = live.filter(({ activation }) => ids.has(`${activation.edgeWorkerId} ${activation.network}`))
  const token = facts.token === undefined ? undefined : credentialOf(facts.token)
  const touched =
    token === undefined ? [] : live.flatMap((one) => [...elsewhere(one, token), ...disagreements(one, token)])
  return [...touched, ...parentBlockers(facts), ...helperTooOld(facts, binding, users)]
}

/** Everything that makes the plan one that cannot be approved. */
export const blockersOf = (facts: FindingFacts, binding: Binding): readonly Remark[] => [
  ...facts.storeBlockers,
  ...stillUsed(facts, binding),
  ...cannotMigrate(facts, binding),
  ...ofBundles(facts, binding),
  ...facts.rewrites.flatMap((rewrite) => rewrite.problems),
  ...lockList(binding),
  ...scopeBlockers(facts.token, binding),
  ...expiryRemarks(facts, binding),
  ...(binding.options.compromised === true ? [] : lockedBy(facts)),
  ...askedTwice(facts),
  ...onlyInParents(facts, binding),
  ...nothingToDo(facts, binding),
]
