import type { ActionRecord } from '../../request/record.ts'
import { pollEveryMs } from '../times.ts'
import { type Doomed, doomedTokens } from './doomed.ts'
import type { Step, StepContext, StepResult } from './step.ts'

type Context = StepContext<ActionRecord>
type Result = StepResult<ActionRecord>

/** Revokes one token if it is still the one that was looked at; `other` when another stands under its name. */
const revoke = async (context: Context, token: Doomed): Promise<'done' | 'other' | 'stopped'> => {
  const { tools } = context
  const lookup = await tools.edgeKv.getToken(token.name)
  if (lookup.kind !== 'found') return 'done'
  if (lookup.token.uuid !== token.uuid) return 'other'
  if (!(await context.mayAct())) return 'stopped'
  await tools.edgeKv.revokeToken(token.name, token.networks)
  return 'done'
}

const other = (record: ActionRecord, token: Doomed): Result => ({
  kind: 'trouble',
  subject: record,
  trouble: {
    code: 'token-replaced',
    sentence: `Another token now stands under the name ${token.name}.`,
    advice: 'It is left alone. Abandon ends this rotation and keeps both.',
  },
})

/** Revokes, after the look that `confirming` committed; `mayAct` says no once that is older than five minutes. 404 and 410 are done. */
export const revokeToken: Step<ActionRecord> = async (context) => {
  const { record, snapshot, tools } = context
  const tokens = doomedTokens(record, snapshot)
  for (const token of tokens) {
    const result = await revoke(context, token)
    if (result === 'stopped') return { kind: 'stopped' }
    if (result === 'other') return other(record, token)
  }
  const listed = await tools.edgeKv.listTokens()
  const today = new Date(tools.now()).toISOString().slice(0, 10)
  const left = tokens.find((token) => listed.some((row) => row.uuid === token.uuid && row.expiry >= today))
  if (left !== undefined) return { kind: 'wait', until: tools.now() + pollEveryMs }
  return {
    kind: 'done',
    subject: { ...record, endedAt: tools.now() },
    events: tokens.map((token) => ({
      what: 'token.revoked' as const,
      actor: { kind: 'bot' as const },
      token: token.name,
      facts: { uuid: token.uuid },
    })),
  }
}
