import type { Finding } from './finding.ts'
import type { AccountFacts } from './token-facts.ts'

/** Akamai's limit per EdgeWorker ID, as published. */
const mostVersions = 1000
/** So near to a limit, somebody should know. */
const near = 0.9

const tokens = ({ inventory, tokenLimit }: AccountFacts): readonly Finding[] => {
  const count = inventory.tokens.length
  if (tokenLimit === undefined || count < tokenLimit * near) return []
  const dead = inventory.tokens.filter((token) => token.expired).length
  return [
    {
      code: 'token-limit-near',
      severity: count >= tokenLimit ? 'critical' : 'important',
      sentence: `${count} of ${tokenLimit} tokens are taken, ${dead} of them by expired ones.`,
      reason: 'A rotation needs one more for a while; expired ones count for about 30 days.',
      advice: 'Revoke what is unused: /edgekv advise names it.',
      where: [],
    },
  ]
}

const versions = ({ inventory }: AccountFacts): readonly Finding[] =>
  inventory.edgeWorkers
    .filter((one) => (one.versions ?? 0) >= mostVersions * near)
    .map((one) => ({
      code: 'version-limit-near',
      severity: (one.versions ?? 0) >= mostVersions ? 'critical' : 'important',
      sentence: `EdgeWorker ${one.id} (${one.name}) has ${one.versions} of ${mostVersions} versions.`,
      reason: 'At the limit nothing can be uploaded, a rewritten bundle neither.',
      advice: 'Delete old versions that are not active.',
      where: [`EdgeWorker ${one.id}`],
    }))

const activations = ({ activations: today }: AccountFacts): readonly Finding[] =>
  today === undefined || today.perDay - today.left < today.perDay * near
    ? []
    : [
        {
          code: 'activations-low',
          severity: 'important',
          sentence: `${today.left} of ${today.perDay} activations are left today.`,
          reason: 'Rotations, and going back, wait for tomorrow when there are none.',
          advice: 'Put off what can wait.',
          where: [],
        },
      ]

/** Limits of the account that are near: tokens with expired ones, versions, activations left today. */
export const quotaRadar = (facts: AccountFacts): readonly Finding[] => [
  ...tokens(facts),
  ...versions(facts),
  ...activations(facts),
]
