import { expect, test } from 'vitest'
import type { Activation, EdgeWorkers } from '../../../src/core/ports/edge-workers.ts'
import type { Change } from '../../../src/core/ports/records.ts'
import type { Part, Target } from '../../../src/core/request/part.ts'
import type { EngineTools } from '../../../src/core/rotation/engine-tools.ts'
import { runStep } from '../../../src/core/rotation/run-step.ts'
import { activateTarget } from '../../../src/core/rotation/steps/activate-target.ts'
import { IntentLost, type StepContext, type StepTools } from '../../../src/core/rotation/steps/step.ts'
import { now } from '../request/record-fixture.ts'
import { candidate, held, snapshotIn, target } from './support/parts.ts'

const staging = target(1, 'STAGING')
const live: Activation = { activationId: 7, edgeWorkerId: '1', version: '1', network: 'STAGING', status: 'COMPLETE' }
const ours: Activation = { ...live, activationId: 8, version: '1-k7qx42.1', status: 'PENDING' }

/** What an attempt has behind it that failed for an hour and over which a worker died. */
const troubled: Pick<Target, 'tries' | 'failingSince' | 'unsure' | 'deaths' | 'trouble'> = {
  tries: 4,
  failingSince: now - 58 * 60_000,
  unsure: true,
  deaths: 2,
  trouble: { code: 'x', sentence: 'It failed.', advice: 'Retry.', part: staging.id, at: now },
}

/** An Akamai of our own port: it takes the activation, and answers the first look after it like this. */
const akamai = (getActivation: EdgeWorkers['getActivation']) => ({
  listActivations: async () => [live],
  activeActivations: async () => [live],
  activate: async () => ({ kind: 'activating', activation: ours }) as const,
  getActivation,
})

/** A target that may be activated, with all that went wrong before. */
const ground = () => {
  const subject = { ...staging, ...troubled }
  const { parts, record } = snapshotIn('staging', [held(candidate(1)), held(subject, 'me')])
  const { plan } = record.value
  const value = { ...record.value, plan: { ...plan, binding: { ...plan.binding, new: [] } } }
  return { subject, snapshot: { parts, record: { ...record, value } } }
}

const toolsWith = (getActivation: EdgeWorkers['getActivation']) =>
  ({
    edgeWorkers: akamai(getActivation),
    inspections: { load: async () => ({ entries: [] }) },
    quota: { take: async () => ({ ok: true }) },
    now: () => now,
  }) as unknown as StepTools

const run = (getActivation: EdgeWorkers['getActivation'], more: Partial<StepContext<Target>> = {}) => {
  const { subject, snapshot } = ground()
  return activateTarget({
    record: snapshot.record.value,
    snapshot,
    subject,
    tools: toolsWith(getActivation),
    acts: true,
    save: async () => undefined,
    willAct: () => undefined,
    mayAct: async () => true,
    ...more,
  })
}

test('an activation that was asked for is saved, with an event of it, while it is looked at for the first time', async () => {
  const saved: unknown[] = []
  const save: StepContext<Target>['save'] = async (subject, events) => void saved.push([subject, events])
  expect(await run(async () => ours, { save })).toMatchObject({ kind: 'wait' })
  const asked = { ...staging, state: 'activating', activationId: 8, after: 7, since: now }
  expect(saved).toEqual([[asked, [expect.objectContaining({ what: 'activation.requested' })]]])
})

test('a first look that fails ends as it fails, and what was asked for is saved by then', async () => {
  let isSaved = false
  const save = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    isSaved = true
  }
  const looking = run(() => Promise.reject(new Error('503')), { save })
  await expect(looking).rejects.toThrow('503')
  expect(isSaved).toBe(true)
})

test('whatever the first look finds, an intent that another took over ends the step', async () => {
  const save = () => Promise.reject(new IntentLost())
  await expect(run(async () => ours, { save })).rejects.toBeInstanceOf(IntentLost)
  await expect(run(() => Promise.reject(new Error('503')), { save })).rejects.toBeInstanceOf(IntentLost)
})

test('patience with the first look begins anew, whatever the request has used up before', async () => {
  const put: Part[] = []
  const commit = async ({ parts = [] }: Change) => {
    put.push(...parts)
    return { kind: 'ok', record: 1, parts: { [staging.id]: 1 } }
  }
  const { subject, snapshot } = ground()
  const tools = {
    records: { commit },
    audit: { append: async () => undefined },
    ids: { next: () => 'op' },
    clock: { now: () => now },
    log: { warn: () => undefined, error: () => undefined },
    toolsFor: () => toolsWith(() => Promise.reject(new Error('503'))),
  }
  await runStep<Target>({
    tools: tools as unknown as EngineTools,
    snapshot,
    held: { value: subject, ver: 1, claim: 'me' },
    subjects: {
      partId: staging.id,
      put: (part) => ({ parts: [part] }),
      dueAfter: () => now,
      dueInTrouble: () => 'never',
    },
    acts: true,
    stillActs: () => true,
    name: 'activate-target',
    taken: { part: staging.id, ver: 1 },
    step: activateTarget,
  })
  expect(put.at(-1)).toMatchObject({ state: 'activating', tries: 1, failingSince: now })
  expect(put.at(-1)).not.toHaveProperty('trouble')
})
