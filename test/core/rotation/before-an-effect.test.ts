import { expect, test } from 'vitest'
import type { Change } from '../../../src/core/ports/records.ts'
import type { EngineTools } from '../../../src/core/rotation/engine-tools.ts'
import type { Patient, Run } from '../../../src/core/rotation/intent.ts'
import { runStep } from '../../../src/core/rotation/run-step.ts'
import type { StepContext } from '../../../src/core/rotation/steps/step.ts'
import { requested } from '../request/record-fixture.ts'

type Context = StepContext<Patient>

const slow = () => new Promise((resolve) => setTimeout(resolve, 20))

interface Given {
  /** What the step does. */
  readonly step: (context: Context) => Promise<unknown>
  readonly subject?: Patient
  /** What happens while the trail's disk is slow. */
  readonly meanwhile?: 'nothing' | 'the record moves' | 'the disk is full'
}

/** The versions of a record and its one part, and what was asked of them once the intent was taken. */
const recordsWith = (calls: string[]) => {
  const stands = { record: 1, ver: 1 }
  const commit = async ({ expect: { record = stands.record, parts = {} }, fence, events, owed = [] }: Change) => {
    if (record !== stands.record || (parts['1-S'] ?? stands.ver) !== stands.ver) return { kind: 'moved' }
    if (fence === true) calls.push('saved')
    if (events.length > 0) calls.push(`${events.map(({ what, token }) => `${what} ${token}`)} ${owed.length} owed`)
    stands.ver += 1
    return { kind: 'ok', record: stands.record, parts: { '1-S': stands.ver } }
  }
  const fence = async (_key: unknown, { record, ver }: { record: number; ver: number }) => {
    calls.push('fence')
    return record === stands.record && ver === stands.ver
  }
  return { stands, port: { commit, fence } }
}

/** Runs one step over a trail with a slow disk; gives what was asked of whom, in order. */
const callsOf = async ({ step, subject = {}, meanwhile = 'nothing' }: Given): Promise<readonly string[]> => {
  const calls: string[] = []
  const { stands, port } = recordsWith(calls)
  const append = async (): Promise<void> => {
    await slow()
    if (meanwhile === 'the record moves') stands.record += 1
    if (meanwhile === 'the disk is full') throw new Error('no space left')
    calls.push('told')
  }
  const log = { warn: () => undefined, error: () => undefined }
  const clock = { now: () => 5 }
  const ids = { next: () => 'op' }
  const tools = { records: port, audit: { append }, ids, clock, log, toolsFor: () => ({}) } as unknown as EngineTools
  const run = {
    tools,
    snapshot: { record: { value: requested({ state: 'staging' }), ver: 1 }, parts: new Map() },
    held: { value: subject, ver: 1 },
    subjects: { partId: '1-S', put: () => ({}), dueAfter: () => 'never', dueInTrouble: () => 'never' },
    name: 'activate-target',
    acts: true,
    stillActs: () => true,
    step: async (context: Context) => {
      await step(context)
      return { kind: 'wait', until: 10 }
    },
  }
  await runStep(run as unknown as Run<Patient>)
  return calls
}

test('the fence comes after everything that an effect waits for', async () => {
  expect(await callsOf({ step: (context) => context.mayAct() })).toEqual(['told', 'fence'])
})

test('what is to be saved before an effect is its fence', async () => {
  expect(await callsOf({ step: (context) => context.mayAct({}) })).toEqual(['told', 'saved'])
})

test('a record that moves while the trail’s disk is slow stops the effect', async () => {
  const answers: boolean[] = []
  const step = async (context: Context) => answers.push(await context.mayAct(), await context.mayAct({}))
  await callsOf({ step, meanwhile: 'the record moves' })
  expect(answers).toEqual([false, false])
})

test('the trail may hear of an effect while the step still asks, and hears of each once', async () => {
  const step = async (context: Context) => {
    context.willAct()
    context.willAct()
    await slow().then(slow)
    await context.mayAct()
    await context.mayAct()
  }
  expect(await callsOf({ step })).toEqual(['told', 'fence', 'told', 'fence'])
})

test('an effect that the trail cannot take does not happen, however early it was told', async () => {
  let isDone = false
  const step = async (context: Context) => {
    context.willAct()
    await slow().then(slow)
    isDone = await context.mayAct()
  }
  expect(await callsOf({ step, meanwhile: 'the disk is full' })).toEqual([])
  expect(isDone).toBe(false)
})

test('a step that has waited tells the trail when it acts, not each time that it only asks', async () => {
  const asks = async (context: Context) => context.willAct()
  expect(await callsOf({ step: asks, subject: { waitsUntil: 4 } })).toEqual([])
  const acts = async (context: Context) => {
    context.willAct()
    await context.mayAct()
  }
  expect(await callsOf({ step: acts, subject: { waitsUntil: 4 } })).toEqual(['told', 'fence'])
})

test('what a step saves on its way is told with its token, and on the board', async () => {
  const event = { what: 'activation.requested', actor: { kind: 'bot' } } as const
  const step = (context: Context) => context.save({}, [event])
  expect(await callsOf({ step })).toEqual(['activation.requested mkt_token1 1 owed'])
})
