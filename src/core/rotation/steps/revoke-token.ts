import { meanwhile } from '../../inventory/meanwhile.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { TokenRow } from '../../token/token.ts'
import { calm, untroubled } from '../calm.ts'
import { withoutLook } from '../look.ts'
import { pollEveryMs } from '../times.ts'
import { type Doomed, doomedTokens } from './doomed.ts'
import type { Step, StepContext, StepResult } from './step.ts'

type Context = StepContext<ActionRecord>
type Result = StepResult<ActionRecord>

/** Revokes one token if it is still the one that was looked at; `other` when another stands under its name. */
const revoke = async (
  context: Context,
  token: Doomed,
): Promise<'gone' | 'revoked' | 'other' | 'unseen' | 'stopped'> => {
  const { record, tools } = context
  if (record.tokenGone !== true) context.willAct()
  const lookup = await tools.edgeKv.getToken(token.name)
  if (lookup.kind !== 'found') return 'gone'
  if (lookup.token.uuid !== token.uuid) return 'other'
  // The look took it for gone, so what still uses it stood against nothing.
  if (record.tokenGone === true) return 'unseen'
  if (!(await context.mayAct())) return 'stopped'
  await tools.edgeKv.revokeToken(token.name, token.networks)
  return 'revoked'
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

/** Saved at once: from then on there is nothing to abandon. */
const revoked = async (context: Context): Promise<ActionRecord> => {
  const { record, tools } = context
  if (record.state !== 'revoking') return record
  const gone = untroubled(calm({ ...record, revokedAt: tools.now() }))
  await context.save(gone)
  return gone
}

/** The last look found nothing to revoke, and no answer of ours says that it was our doing. */
const foundGone = ({ tokenGone, revokedAt }: ActionRecord): Readonly<Record<string, string>> =>
  tokenGone === true && revokedAt === undefined ? { found: 'gone already' } : {}

/** Done when no list names them any more. */
const ended = (
  { tools }: Context,
  record: ActionRecord,
  tokens: readonly Doomed[],
  listed: readonly TokenRow[],
): Result => {
  const today = new Date(tools.now()).toISOString().slice(0, 10)
  const left = tokens.find((token) => listed.some((row) => row.uuid === token.uuid && row.expiry >= today))
  if (left !== undefined) return { kind: 'wait', until: tools.now() + pollEveryMs, subject: record }
  return {
    kind: 'done',
    subject: { ...record, endedAt: tools.now() },
    events: tokens.map((token) => ({
      what: 'token.revoked' as const,
      actor: { kind: 'bot' as const },
      token: token.name,
      facts: { uuid: token.uuid, ...foundGone(record) },
    })),
  }
}

/** Revokes, after the look that `confirming` committed; `mayAct` says no once that is older than five minutes. 404 and 410 are done. */
export const revokeToken: Step<ActionRecord> = async (context) => {
  const { snapshot, tools } = context
  let { record } = context
  let listing: Promise<readonly TokenRow[]> | undefined
  const tokens = doomedTokens(record, snapshot)
  for (const token of tokens) {
    const result = await revoke(context, token)
    if (result === 'stopped') return { kind: 'stopped' }
    if (result === 'other') return other(record, token)
    if (result === 'unseen') return { kind: 'wait', until: tools.now(), subject: withoutLook(record) }
    if (result !== 'revoked') continue
    if (token === tokens.at(-1)) listing = meanwhile(tools.edgeKv.listTokens())
    record = await revoked(context)
  }
  return ended(context, record, tokens, await (listing ?? tools.edgeKv.listTokens()))
}
