import { expect, test } from 'vitest'
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
  /** Somebody moves the record while the trail's disk is slow. */
  readonly moves?: boolean
}

/** Runs one step over a trail with a slow disk; gives what was asked of whom, in order, after the intent was taken. */
const callsOf = async ({ step, subject = {}, moves = false }: Given): Promise<readonly string[]> => {
  const calls: string[] = []
  let ver = 1
  const records = {
    commit: async ({ claim, due }: { claim?: string; due?: unknown }) => {
      if (claim !== undefined && due === undefined) {
        calls.push('saved')
        if (moves) return { kind: 'moved' }
      }
      ver += 1
      return { kind: 'ok', record: 1, parts: { '1-S': ver } }
    },
    fence: async () => {
      calls.push('fence')
      return !moves
    },
  }
  const append = async (): Promise<void> => {
    await slow()
    calls.push('told')
  }
  const tools = {
    records,
    audit: { append },
    ids: { next: () => 'op' },
    clock: { now: () => 5 },
    toolsFor: () => ({}),
  } as unknown as EngineTools
  const record = { value: requested({ state: 'staging' }), ver: 1 }
  const run = {
    tools,
    snapshot: { record, parts: new Map() },
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
  await callsOf({ step, moves: true })
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

test('a step that has waited tells the trail when it acts, not each time that it only asks', async () => {
  const asks = async (context: Context) => context.willAct()
  expect(await callsOf({ step: asks, subject: { waitsUntil: 4 } })).toEqual([])
  const acts = async (context: Context) => {
    context.willAct()
    await context.mayAct()
  }
  expect(await callsOf({ step: acts, subject: { waitsUntil: 4 } })).toEqual(['told', 'fence'])
})
