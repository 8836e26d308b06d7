import { generationOf } from '../token/token.ts'
import { daysLeft, deathOf } from '../token/token-dates.ts'
import { adviceOf } from './advice-of.ts'
import { candidatesOf, credentialOf } from './bind-rotation.ts'
import { blindSpotsOf } from './blind-spots.ts'
import { blockersOf } from './blockers.ts'
import { familyOf } from './family.ts'
import { headlineOf } from './headline.ts'
import { othersOf } from './others-of.ts'
import type { Binding, Findings, SourceEntry } from './plan.ts'
import type { FindingFacts } from './plan-facts.ts'
import { warningsOf } from './warnings.ts'

const minute = 60_000

/** EdgeWorkers whose change has its first run on production: staging has nothing of it, or another version. */
const firstOnProductionOf = (binding: Binding): readonly string[] => {
  const on = (network: string) => binding.targets.filter((target) => target.network === network)
  const tried = new Set(on('STAGING').map((target) => `${target.edgeWorkerId}@${target.baseVersion}`))
  return on('PRODUCTION')
    .filter((target) => !tried.has(`${target.edgeWorkerId}@${target.baseVersion}`))
    .map((target) => target.edgeWorkerId)
}

const sourceOf = (binding: Binding): readonly SourceEntry[] => {
  const seen = new Map<string, SourceEntry>()
  for (const target of binding.targets)
    for (const { path, key, to } of target.entries)
      seen.set(`${target.edgeWorkerId} ${path} ${key}`, { edgeWorkerId: target.edgeWorkerId, path, key, tokenName: to })
  return [...seen.values()]
}

/** From Akamai's samples: activations take minutes; the soak is ours. */
const estimateOf = (facts: FindingFacts, binding: Binding): number => {
  const waves = Math.min(facts.settings.waves.length, 2)
  const onNetworks = new Set(binding.targets.map((target) => target.network)).size
  const soak = binding.options.dead === true || binding.options.compromised === true ? 0 : facts.settings.soakMs
  return binding.targets.length === 0 ? 2 * minute : 5 * minute + waves * onNetworks * 10 * minute + soak
}

const lifeOf = (facts: FindingFacts, deployMs: number): Partial<Findings> => {
  const { token, now } = facts
  if (token === undefined) return {}
  const generation = generationOf(token)
  const base = {
    oldGeneration: generation,
    expiry: token.expiry,
    ...(token.scope === undefined ? {} : { oldScope: token.scope }),
  }
  const { fingerprint } = credentialOf(token)
  const print = fingerprint === undefined ? {} : { oldFingerprint: fingerprint }
  if (generation === 'auto-refreshing') return { ...base, ...print }
  const approveBy = deathOf(token.expiry) - deployMs
  return { ...base, ...print, daysLeft: daysLeft(token.expiry, now), ...(approveBy > now ? { approveBy } : {}) }
}

/** Everything shown and stored beside the binding part. */
export const findingsOf = (facts: FindingFacts, binding: Binding): Findings => {
  const firstOnProduction = firstOnProductionOf(binding)
  const estimateMs = estimateOf(facts, binding)
  const names = facts.scan.inventory.edgeWorkers.map((one) => [one.id, one.name] as const)
  const ids = new Set(binding.targets.map((target) => target.edgeWorkerId))
  return {
    madeAt: facts.now,
    owner: facts.owner,
    groups: facts.groups,
    headline: headlineOf(binding),
    ...lifeOf(facts, estimateMs - facts.settings.soakMs),
    edgeWorkerNames: Object.fromEntries(names.filter(([id]) => ids.has(id))),
    properties: facts.properties,
    candidates: candidatesOf(binding.targets),
    source: sourceOf(binding),
    others: othersOf(facts, binding),
    firstOnProduction,
    family: familyOf(facts.scan, binding.targets),
    estimateMs,
    blockers: blockersOf(facts, binding),
    warnings: warningsOf(facts, binding, firstOnProduction),
    blindSpots: blindSpotsOf(facts, binding),
    advice: adviceOf(facts, binding),
  }
}
