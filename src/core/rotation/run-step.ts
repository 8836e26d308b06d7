import type { Owed } from '../request/owed.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { type After, nothingMore } from './after.ts'
import { announcementOf } from './announcement.ts'
import { commitSettled } from './commit-settled.ts'
import { countDeath, expectOf, follow, type Intent, isRecord, type Patient, type Run, takeIntent } from './intent.ts'
import { passesFence } from './passes-fence.ts'
import { poisonDeaths, type Settled, settle, settleFailure, settlePoison } from './settle.ts'
import { IntentLost, type StepContext } from './steps/step.ts'
import { withToken } from './token-of.ts'

const contextOf = <Subject extends Patient>(
  run: Run<Subject>,
  intent: Intent,
  saved: (subject: Subject) => void,
): StepContext<Subject> => {
  const { tools, snapshot, held, subjects } = run
  const { account, id } = snapshot.record.value
  const announcement = announcementOf(run)
  return {
    record: snapshot.record.value,
    snapshot,
    subject: held.value,
    tools: tools.toolsFor(account),
    acts: run.acts,
    save: async (subject, told = []) => {
      const op = tools.ids.next()
      const expect = expectOf(subjects.partId, intent)
      const events = withToken(run, told)
      const owed: readonly Owed[] = told.length === 0 ? [] : [{ kind: 'board' }]
      const change = { op, account, id, expect, ...subjects.put(subject), events, owed }
      follow(subjects.partId, intent, await tools.records.commit(change))
      saved(subject)
    },
    willAct: () => announcement.early(),
    mayAct: async (subject) => {
      if (!run.acts || !run.stillActs()) return false
      // Also of an effect that the fence stops; however long the trail's disk takes, the fence comes after it.
      await announcement.make()
      const passes = await passesFence(run, intent, subject)
      // Where its time ended at the fence nothing is sent, and what was meant to be is taken back.
      const may = passes && run.stillActs()
      if (may && subject !== undefined) saved(subject)
      return may
    },
  }
}

/** Runs the step itself; what it throws becomes a later try or trouble, except a lost intent and Redis' own failures. */
const settled = async <Subject extends Patient>(run: Run<Subject>, intent: Intent): Promise<Settled<Subject>> => {
  const { tools, held } = run
  if ((held.value.deaths ?? 0) >= poisonDeaths) return settlePoison(run, held.value, tools.clock.now())
  let latest = held.value
  const context = contextOf(run, intent, (subject) => {
    latest = subject
  })
  try {
    const result = await run.step(context)
    return settle(run, latest, result, tools.clock.now())
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (error instanceof IntentLost || failure?.system === 'redis') throw error
    const facts = { step: run.name, part: run.subjects.partId, why: error instanceof Error ? error.message : 'unknown' }
    if (failure === undefined) tools.log.error('a step failed inside of the bot', facts)
    else tools.log.warn('a step was refused by the outside', facts)
    return settleFailure(run, latest, error, tools.clock.now())
  }
}

/**
 * What is left when somebody else moved what this worker was at: its claim, under which no other worker may look. Of a part
 * it says that an effect may be out, so this worker looks itself, at once. The record's own steps look at Akamai first in
 * any case: there the claim is given up.
 */
const dropped = async <Subject>({ tools, snapshot, subjects }: Run<Subject>): Promise<After> => {
  const { partId } = subjects
  const { account, id } = snapshot.record.value
  if (isRecord(partId))
    await tools.records.commit({ op: tools.ids.next(), account, id, expect: {}, release: [partId], events: [] })
  return { wakes: [partId] }
}

const underIntent = async <Subject extends Patient>(run: Run<Subject>, intent: Intent): Promise<After> => {
  try {
    return await commitSettled(run, intent, await settled(run, intent))
  } catch (error) {
    if (error instanceof IntentLost) return dropped(run)
    throw error
  }
}

/**
 * Runs one step under an intent: claim, look, fence, act, commit. A lost intent ends it silently: whoever took it over
 * looks at Akamai first. Gives what to go on with. Failures of the outside become a later try or trouble; Redis' own are left to the wake-up.
 */
export const runStep = async <Subject extends Patient>(asked: Run<Subject>): Promise<After> => {
  const run = countDeath(asked)
  try {
    return await underIntent(run, await takeIntent(run))
  } catch (error) {
    if (error instanceof IntentLost) return nothingMore
    throw error
  }
}
