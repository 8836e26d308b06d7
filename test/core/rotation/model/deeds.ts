import type { ChatIdentity, Platform } from '../../../../src/core/people/person.ts'
import type { Snapshot } from '../../../../src/core/ports/records.ts'
import { castVote } from '../../../../src/core/request/cast-vote.ts'
import type { Moved } from '../../../../src/core/request/move.ts'
import { withdraw } from '../../../../src/core/request/withdraw.ts'
import { abandon } from '../../../../src/core/rotation/moves/abandon.ts'
import type { Call } from '../../../../src/core/rotation/moves/call.ts'
import { voteAtGate } from '../../../../src/core/rotation/moves/production-gate.ts'
import { retry } from '../../../../src/core/rotation/moves/retry.ts'
import { decideRevoke } from '../../../../src/core/rotation/moves/revoke-gate.ts'
import { sourceDone } from '../../../../src/core/rotation/moves/source.ts'
import { members, person } from '../../request/record-fixture.ts'

const approvers = members(person('ana'), person('ben'), person('cho'))

const vote =
  (kind: 'approve' | 'deny') =>
  ({ record }: Snapshot, call: Call): Moved =>
    castVote(record.value, { ...call, kind, approvers })

const atGate =
  (kind: 'approve' | 'deny') =>
  ({ record }: Snapshot, call: Call): Moved =>
    voteAtGate(record.value, { ...call, kind, approvers })

/** Everything that people can do to a record. */
export const deeds = {
  approve: vote('approve'),
  refuse: vote('deny'),
  withdraw: ({ record }: Snapshot, call: Call) => withdraw(record.value, call),
  abandon: (snapshot: Snapshot, call: Call) => abandon(snapshot, call),
  retry: (snapshot: Snapshot, call: Call) => retry(snapshot, call),
  source: ({ record }: Snapshot, call: Call) => sourceDone(record.value, 'updated', call),
  skip: ({ record }: Snapshot, call: Call) => sourceDone(record.value, 'skipped', call),
  go: atGate('approve'),
  deny: atGate('deny'),
  look: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'look-again', call),
  anyway: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'revoke-anyway', call),
  keep: ({ record }: Snapshot, call: Call) => decideRevoke(record.value, 'keep', call),
} satisfies Record<string, (snapshot: Snapshot, call: Call) => Moved>

export type Deed = keyof typeof deeds
export const deedNames = Object.keys(deeds) as readonly Deed[]

/** Everybody is linked: the same person on both platforms. */
export const accountOf = (name: string, platform: Platform): ChatIdentity => ({
  platform,
  workspace: 'T1',
  user: `U${name}`,
})
