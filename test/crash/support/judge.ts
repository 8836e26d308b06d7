import type { Effect, Outage } from '../../../src/cli/demo/control.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import type { Pace } from './crash-seed.ts'

export interface Ended {
  /** Undefined when it never ended. */
  readonly record: ActionRecord | undefined
  readonly effects: readonly Effect[]
  readonly outage: Outage
  readonly edgeWorkers: readonly number[]
  readonly pace: Pace
  readonly soakMs: number
}

const describe = ({ kind, name, edgeWorkerId, network }: Effect): string =>
  [kind, name, edgeWorkerId, network].filter((one) => one !== undefined).join(' ')

const wanted = (edgeWorkers: readonly number[]): readonly string[] => [
  'token.create mkt_token1_r2',
  ...edgeWorkers.map((id) => `version.upload ${id}`),
  ...edgeWorkers.flatMap((id) => ['STAGING', 'PRODUCTION'].map((network) => `activation.create ${id} ${network}`)),
  'token.revoke mkt_token1',
]

const effectProblems = ({ effects, edgeWorkers }: Ended): readonly string[] => {
  const seen = effects.map(describe)
  const each = wanted(edgeWorkers)
  return [
    ...each.flatMap((one) => {
      const times = seen.filter((other) => other === one).length
      return times === 1 ? [] : [`${one}: ${times} times`]
    }),
    ...seen.filter((one) => !each.includes(one)).map((one) => `${one}: not asked for`),
  ]
}

const momentsOf = (effects: readonly Effect[], pattern: RegExp): readonly number[] =>
  effects.filter((effect) => pattern.test(describe(effect))).map((effect) => effect.at)

/** The rules that never bend, by the sandbox's own log. All of the first must lie before any of the second, by so much. */
const orderProblems = ({ effects, pace, soakMs }: Ended): readonly string[] => {
  const rules: readonly (readonly [string, RegExp, RegExp, number])[] = [
    ['a bundle before its token is there', /^token\.create/, /^version\.upload/, pace.tokenMs],
    ['an activation before all uploads', /^version\.upload/, /^activation\.create/, 0],
    ['production before staging is active', /^activation\.create .* STAGING/, / PRODUCTION$/, pace.activationMs],
    ['a revocation before the soak is over', /^activation\.create/, /^token\.revoke/, pace.activationMs + soakMs],
  ]
  return rules.flatMap(([what, first, second, by]) => {
    const last = Math.max(...momentsOf(effects, first))
    return momentsOf(effects, second).some((at) => at < last + by) ? [what] : []
  })
}

/** What is wrong with how a rotation ended: the record, each effect once, their order, the edges. */
export const judge = (ended: Ended): readonly string[] => [
  ...(ended.record === undefined ? ['it did not end'] : []),
  ...(ended.record === undefined || ended.record.state === 'succeeded'
    ? []
    : [`it ended in ${ended.record.state}: ${ended.record.trouble?.sentence ?? ended.record.outcome ?? ''}`]),
  ...effectProblems(ended),
  ...orderProblems(ended),
  ...ended.outage.edgeWorkers.map((one) => `EdgeWorker ${one.edgeWorkerId} answered 401 on ${one.network}`),
]
