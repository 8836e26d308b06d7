import { expect } from 'vitest'
import type { Effect } from '../../../src/cli/demo/control.ts'
import type { Ask } from '../../../src/core/plan/ask.ts'
import type { RecordKey, Snapshot } from '../../../src/core/ports/records.ts'
import type { Moved } from '../../../src/core/request/move.ts'
import type { Candidate, NewToken, Target } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { abandon } from '../../../src/core/rotation/moves/abandon.ts'
import type { Call } from '../../../src/core/rotation/moves/call.ts'
import { retry } from '../../../src/core/rotation/moves/retry.ts'
import { sourceDone } from '../../../src/core/rotation/moves/source.ts'
import { candidatesOf, newTokensOf, targetsOf } from '../../../src/core/rotation/snapshot-parts.ts'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../../src/sandbox/world/small-world.ts'
import type { AccountSeed, EdgeWorkerSeed } from '../../../src/sandbox/world/world-types.ts'
import { people, type RotationWorld, startRotationWorld, type WorldOptions } from './rotation-world.ts'

export const token = 'mkt_token1'
export const rotation: Ask = { action: 'rotate', account: 'acme', token }

/** `mkt_token1` with six days left, used by these EdgeWorkers (1 and 2 on both networks). */
export const world = (
  edgeWorkers: readonly EdgeWorkerSeed[] = [edgeWorkerUsing({ id: 1, token }), edgeWorkerUsing({ id: 2, token })],
  more: Partial<AccountSeed> = {},
) => smallWorld({ tokens: [expiringToken(token, inDays(Date.now(), 6))], edgeWorkers: [...edgeWorkers], ...more })

export interface Story extends RotationWorld {
  /** Ana does it now. */
  steer(key: RecordKey, move: (snapshot: Snapshot, call: Call) => Moved): Promise<Moved>
  retry(key: RecordKey): Promise<Moved>
  abandon(key: RecordKey): Promise<Moved>
  /** To the end, with *Source updated* said when asked. */
  finish(key: RecordKey): Promise<ActionRecord>
  held(key: RecordKey): Promise<ActionRecord>
  target(key: RecordKey, id: string): Promise<Target | undefined>
  targets(key: RecordKey): Promise<Readonly<Record<string, string>>>
  candidates(key: RecordKey): Promise<readonly Candidate[]>
  newToken(key: RecordKey): Promise<NewToken | undefined>
  /** `activate 1 STAGING 1.0`, in order, of the bot alone. */
  lines(): Promise<readonly string[]>
}

const words: Readonly<Record<string, string>> = {
  'token.create': 'create',
  'token.revoke': 'revoke',
  'token.refresh': 'refresh',
  'version.upload': 'upload',
  'activation.create': 'activate',
}

const lineOf = (effect: Effect): string =>
  [words[effect.kind] ?? effect.kind, effect.name ?? effect.edgeWorkerId, effect.network, effect.version]
    .filter((word) => word !== undefined)
    .join(' ')

export const startStory = async (options: WorldOptions = {}): Promise<Story> => {
  const running = await startRotationWorld({ seed: world(), ...options })
  await running.control.mark()
  const call = (): Call => ({ person: people.ana, from: people.ana.identities[0], now: running.now() })
  const steer: Story['steer'] = (key, move) => running.people(key, (snapshot) => move(snapshot, call()))
  return Object.assign(running, {
    steer,
    retry: (key: RecordKey) => steer(key, retry),
    abandon: (key: RecordKey) => steer(key, abandon),
    finish: async (key: RecordKey) => {
      const at = await running.runUntil(key, 'awaiting-source', 'succeeded', 'abandoned', 'awaiting-revoke')
      if (at.state === 'awaiting-source')
        await steer(key, ({ record }, now) => sourceDone(record.value, 'updated', now))
      return running.runUntil(key, 'succeeded', 'abandoned', 'awaiting-revoke')
    },
    held: (key: RecordKey) => running.runUntil(key, 'held'),
    target: async (key: RecordKey, id: string) => targetsOf(await running.load(key)).find((one) => one.id === id),
    targets: async (key: RecordKey) =>
      Object.fromEntries(targetsOf(await running.load(key)).map((one) => [one.id, one.state])),
    candidates: async (key: RecordKey) => candidatesOf(await running.load(key)),
    newToken: async (key: RecordKey) => newTokensOf(await running.load(key))[0],
    lines: async () => (await running.control.effects()).filter((one) => one.client !== 'outside').map(lineOf),
  })
}

const isActivation = (effect: Effect, network: string): boolean =>
  effect.kind === 'activation.create' && effect.network === network

/** The rules that never bend, read off the sandbox's own log of effects and its outage meter. */
export const expectRules = async (
  story: Story,
  rules: { readonly mayOutage?: true; readonly sideBySide?: true; readonly retried?: true } = {},
) => {
  const all = await story.control.effects()
  const ours = all.filter((one) => one.client !== 'outside')
  const noted = ours.map((one) => `${lineOf(one)} ${one.note ?? ''}`)
  expect(noted, 'each effect happens once').toEqual([...new Set(noted)])
  const forward = ours.filter((one) => !(one.note ?? '').includes(' back#'))
  const first = forward.findIndex((one) => one.kind === 'activation.create')
  const lastUpload = forward.findLastIndex((one) => one.kind === 'version.upload')
  if (first >= 0 && rules.retried !== true)
    expect(lastUpload, 'bundles are uploaded before the first activation').toBeLessThan(first)
  const revoked = ours.findIndex((one) => one.kind === 'token.revoke' && one.name === token)
  if (revoked >= 0) expect(ours.slice(revoked + 1), 'the old token is revoked last').toEqual([])
  if (rules.sideBySide !== true) {
    const lastStaging = forward.findLastIndex((one) => isActivation(one, 'STAGING'))
    const firstProduction = forward.findIndex((one) => isActivation(one, 'PRODUCTION'))
    if (firstProduction >= 0) expect(lastStaging, 'staging comes before production').toBeLessThan(firstProduction)
  }
  if (rules.mayOutage !== true) {
    const outage = await story.control.outage('mark')
    expect(outage.edgeWorkers, 'nobody gets a 401').toEqual([])
  }
}
