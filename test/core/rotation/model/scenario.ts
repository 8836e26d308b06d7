import fc from 'fast-check'

/** EdgeWorker 2 runs 1 inside, and is pinned or follows it; or they have nothing to do with one another. */
export type Family = 'none' | 'pinned' | 'following'

/** What the world is like in which a rotation is carried out. */
export interface Scenario {
  readonly token: 'alive' | 'compromised' | 'dead'
  readonly family: Family
  readonly start: 'approved' | 'requested' | 'broken-glass'
  readonly productionGate: boolean
  /** Of how many people, of the request and at the gate. */
  readonly approvals: 1 | 2
  /** Whether somebody denies at that gate, now and then. */
  readonly denies: boolean
  /** The team's own repository has the old entry. */
  readonly source: boolean
  readonly freeze: 'none' | 'at-once' | 'soon' | 'at-the-end'
  /** Whether Akamai takes its time over a new token. */
  readonly slowToken: boolean
  /** Whether people let every gate lapse before they answer, and what they say in the end to what still uses the token. */
  readonly isSlow: boolean
  readonly atLast: 'keep' | 'anyway' | 'look'
  /** Whether somebody deploys the old token again while it soaks. */
  readonly comesBack: boolean
}

export const plainScenario: Scenario = {
  token: 'alive',
  family: 'none',
  start: 'approved',
  productionGate: false,
  approvals: 1,
  denies: false,
  source: false,
  freeze: 'none',
  slowToken: false,
  isSlow: false,
  atLast: 'keep',
  comesBack: false,
}

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  token: fc.constantFrom('alive' as const, 'alive', 'alive', 'compromised', 'dead'),
  family: fc.constantFrom<Family>('none', 'none', 'pinned', 'following'),
  start: fc.constantFrom('approved' as const, 'approved', 'requested', 'broken-glass'),
  productionGate: fc.boolean(),
  approvals: fc.constantFrom(1 as const, 1, 2),
  denies: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  source: fc.boolean(),
  freeze: fc.constantFrom('none' as const, 'none', 'at-once', 'soon', 'at-the-end'),
  slowToken: fc.boolean(),
  isSlow: fc.boolean(),
  atLast: fc.constantFrom('keep' as const, 'anyway', 'look'),
  comesBack: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
})

const minute = 60_000
const hour = 60 * minute

const spans = {
  none: [],
  'at-once': [[-hour, 30 * hour]],
  soon: [[7 * minute, 3 * hour]],
  'at-the-end': [[20 * hour, 60 * hour]],
} as const

export const freezesOf = ({ freeze }: Scenario, now: number) =>
  spans[freeze].map(([from, to]) => ({ fromMs: now + from, toMs: now + to, reason: 'a holiday' }))
