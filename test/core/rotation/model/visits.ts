import type { Snapshot } from '../../../../src/core/ports/records.ts'
import type { Target } from '../../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../../src/core/request/record.ts'
import { partsOf, targetsOf } from '../../../../src/core/rotation/snapshot-parts.ts'
import type { MemoryEffect } from '../../../fakes/akamai/memory-akamai.ts'

const waitWord = (waitsFor: string): string => (/freeze/.test(waitsFor) ? 'a freeze' : 'a lock')

const reasons: readonly (readonly [RegExp, string])[] = [
  [/waited too long/, 'void: waited too long'],
  [/plan has moved/, 'void: the plan moved'],
  [/too few/, 'void: too few votes'],
  [/could not be read/, 'void: Akamai unreadable'],
  [/is not held any more|has changed/, 'void: nothing to retry'],
  [/goes on with what was deployed/, 'a retry went on'],
  [/kept, as/, 'old token kept'],
  [/was dead/, 'a dead token replaced'],
  [/Left alone/, 'abandoned: a foreign version left alone and named'],
  [/everything is as it was/, 'abandoned: as it was before'],
  [/nothing of it is left/, 'abandoned: nothing of it is left'],
  [/refreshed in place/, 'refreshed'],
  [/created\./, 'created'],
]

const reasonsIn = (outcome: string): readonly string[] =>
  reasons.flatMap(([pattern, name]) => (pattern.test(outcome) ? [name] : []))

const statesOf = (before: Snapshot, after: Snapshot): readonly string[] =>
  targetsOf(after).flatMap(({ id, state }) => {
    const was = before.parts.get(id)?.value as Target | undefined
    return was?.state === state ? [] : [`target ${state}`]
  })

const troublesOf = (before: Snapshot, after: Snapshot): readonly string[] => {
  const of = ({ record, ...rest }: Snapshot) =>
    [record.value, ...partsOf({ record, ...rest })].flatMap(({ trouble }) => trouble?.code ?? [])
  const had = of(before)
  return of(after)
    .filter((code) => !had.includes(code))
    .map((code) => `trouble ${code}`)
}

/** How often each state and branch was come by, over all runs: a model that never gets somewhere proves nothing of it. */
export class Visits {
  readonly counts = new Map<string, number>()

  add(...names: readonly string[]): void {
    for (const name of names) this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  /** A commit that changed something. */
  commit(before: Snapshot, after: Snapshot): void {
    const [was, is] = [before.record.value, after.record.value]
    this.add(...statesOf(before, after), ...troublesOf(before, after))
    if (was.abandon?.phase !== is.abandon?.phase) this.add(`abandoning: ${is.abandon?.phase}`)
    if (was.state === is.state) return
    this.add(is.state, ...reasonsIn(is.outcome ?? ''))
    if (is.state === 'queued') this.add(`queued for ${waitWord(is.waitsFor ?? '')}`)
    if (is.state === 'requested') this.add('asked again: too few votes')
    if (is.newTokenKept === true) this.add('abandoned: the new token kept')
    if (was.state === 'awaiting-production' && is.state === 'production')
      this.add(`the gate is passed by ${is.policy.approvals}`)
  }

  /** An effect, of the record that it belongs to; `isFrozen`: in a freeze. */
  effect({ kind, note }: MemoryEffect, { plan, override, breakGlass }: ActionRecord, isFrozen: boolean): void {
    this.add(note?.includes('back') === true ? 'activated back' : kind)
    if (breakGlass === true && isFrozen) this.add('broken glass passes a freeze')
    if (kind !== 'revoke') return
    if (plan.binding.options.compromised === true) this.add('a compromised token revoked')
    if (override !== undefined) this.add('revoked over a finding')
  }

  /** Those of `names` that nothing came by. */
  missing(names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.counts.has(name))
  }
}
