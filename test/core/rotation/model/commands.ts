import fc from 'fast-check'
import type { Network } from '../../../../src/core/token/network.ts'
import type { Fate } from '../../../fakes/akamai/fate.ts'
import type { Kind } from './asked.ts'

/** What happens next: somebody's turn, a wake-up, a death or what seems one, time, or what people and others do. */
export type Command =
  | { readonly kind: 'step'; readonly pick: number; readonly times: number; readonly fate: Fate }
  | { readonly kind: 'start'; readonly worker: 0 | 1 | 2; readonly pick: number }
  | { readonly kind: 'crash' | 'silence'; readonly worker: 0 | 1 | 2 }
  | { readonly kind: 'time'; readonly ms: number | 'next' }
  | {
      readonly kind: 'person'
      /** Which of the things that they can do there; going back only where they are rash. */
      readonly pick: number
      readonly rash: boolean
      readonly whose: number
      readonly who: 'ana' | 'ben' | 'cho'
      readonly on: 'slack' | 'teams'
      readonly thinks: number
      readonly twice: boolean
    }
  | { readonly kind: 'ask'; readonly what: Kind }
  | { readonly kind: 'rights' }
  | {
      readonly kind: 'others'
      readonly deed: 'hot-fix' | 'clean' | 'base' | 'ahead' | 'failure' | 'revoke-old' | 'revoke-new' | 'outage'
      readonly id: '1' | '2'
      readonly network: Network
    }

const minute = 60_000
const worker = fc.constantFrom(0 as const, 1, 2)
const kind = <Name extends string>(name: Name) => fc.constant(name)

const step = fc.record({
  kind: kind('step'),
  pick: fc.nat(7),
  times: fc.integer({ min: 1, max: 12 }),
  fate: fc.oneof({ weight: 12, arbitrary: fc.constant('ok' as const) }, fc.constantFrom('refuse' as const, 'lose')),
})

const time = fc.record({
  kind: kind('time'),
  ms: fc.constantFrom<number | 'next'>('next', 'next', 'next', minute, 7 * minute, 65 * minute, 25 * 60 * minute),
})

const people = fc.record({
  kind: kind('person'),
  pick: fc.nat(11),
  rash: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  whose: fc.nat(3),
  who: fc.constantFrom('ben' as const, 'ben', 'cho', 'ana'),
  on: fc.constantFrom('slack' as const, 'teams'),
  thinks: fc.nat(6),
  twice: fc.boolean(),
})

const others = fc.record({
  kind: kind('others'),
  deed: fc.constantFrom(
    'hot-fix' as const,
    'hot-fix',
    'clean',
    'base',
    'ahead',
    'failure',
    'revoke-old',
    'revoke-new',
    'outage',
  ),
  id: fc.constantFrom('1' as const, '2'),
  network: fc.constantFrom<Network>('STAGING', 'PRODUCTION'),
})

const askFor = (...what: readonly Kind[]) => fc.record({ kind: kind('ask'), what: fc.constantFrom(...what) })

const commands = (asks: ReturnType<typeof askFor>): fc.Arbitrary<Command> =>
  fc.oneof(
    { weight: 12, arbitrary: step },
    { weight: 6, arbitrary: fc.record({ kind: kind('start'), worker, pick: fc.nat(7) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('crash' as const, 'silence'), worker }) },
    { weight: 5, arbitrary: time },
    { weight: 2, arbitrary: people },
    { weight: 1, arbitrary: others },
    { weight: 1, arbitrary: fc.oneof({ weight: 4, arbitrary: asks }, fc.record({ kind: kind('rights') })) },
  )

const plays = (asks: ReturnType<typeof askFor>) =>
  fc.array(commands(asks), { minLength: 20, maxLength: 60, size: 'max' })

/** One rotation by itself. */
export const playsAlone = plays(askFor('retry'))

/** Others want the same token, the same EdgeWorker, or something of their own meanwhile. */
export const playsOfRivals = plays(
  askFor('same-token', 'same-edgeworker', 'same-edgeworker', 'revoke', 'refresh', 'create', 'retry'),
)
