import type { Effect, Outage } from '../../../src/cli/demo/control.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import type { Cast } from './crash-seed.ts'

export interface Ended extends Cast {
  /** Undefined when it never ended. */
  readonly record: ActionRecord | undefined
  readonly effects: readonly Effect[]
  readonly outage: Outage
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

/** What must come first, what after all of it, and by how many milliseconds. */
type Rule = readonly [what: string, first: RegExp, second: RegExp, byMs: number]

const momentsOf = (effects: readonly Effect[], pattern: RegExp): readonly number[] =>
  effects.filter((effect) => pattern.test(describe(effect))).map((effect) => effect.at)

const activated = (id: number | string, network: string): RegExp => new RegExp(`^activation\\.create ${id} ${network}$`)

const childrenFirst = ({ children, pace }: Ended): readonly Rule[] =>
  Object.entries(children).flatMap(([parent, child]) =>
    ['STAGING', 'PRODUCTION'].map((network): Rule => {
      const what = `parent ${parent} before its child is active on ${network}`
      return [what, activated(child, network), activated(parent, network), pace.activationMs]
    }),
  )

/** The rules that never bend, by the sandbox's own log. */
const orderProblems = (ended: Ended): readonly string[] => {
  const { effects, pace, soakMs } = ended
  const rules: readonly Rule[] = [
    ['a bundle before its token is there', /^token\.create/, /^version\.upload/, pace.tokenMs],
    ['an activation before all uploads', /^version\.upload/, /^activation\.create/, 0],
    ['production before staging is active', /^activation\.create .* STAGING/, / PRODUCTION$/, pace.activationMs],
    ['a revocation before the soak is over', /^activation\.create/, /^token\.revoke/, pace.activationMs + soakMs],
    ...childrenFirst(ended),
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
