import { findUses, type Leaving } from '../../inventory/find-uses.ts'
import { meanwhile } from '../../inventory/meanwhile.ts'
import type { ActionRecord } from '../../request/record.ts'
import { networks } from '../../token/network.ts'
import { edgeLagMs } from '../times.ts'
import { blindSpotsNow } from './blind-spots.ts'
import { type Doomed, doomedTokens } from './doomed.ts'
import { findingId } from './finding-id.ts'
import { findingsOf } from './findings-of.ts'
import type { Step, StepContext, StepResult, StepTools } from './step.ts'

type Context = StepContext<ActionRecord>
type Result = StepResult<ActionRecord>

const areGone = async (tools: StepTools, tokens: readonly Doomed[]): Promise<boolean> => {
  const lookups = await Promise.all(tokens.map((token) => tools.edgeKv.getToken(token.name)))
  return lookups.every((lookup, n) => lookup.kind !== 'found' || lookup.token.uuid !== tokens[n]?.uuid)
}

/** How long what was replaced still counts: no longer than the soak, which says what operators think enough. */
const lagOf = ({ plan }: ActionRecord, { soakMs }: StepTools): number =>
  plan.binding.options.compromised === true ? 0 : Math.min(edgeLagMs, soakMs)

/** Nothing but what edges may still serve stands against it: that ends by itself. */
const waitsForEdges = (found: ActionRecord, leaving: readonly Leaving[], lagMs: number): Result => {
  const until = Math.max(...leaving.map(({ replacedAt }) => replacedAt)) + lagMs
  const where = leaving.map(({ use }) => `version ${use.version} of EdgeWorker ${use.edgeWorkerId} (${use.network})`)
  const more = where.length > 3 ? ` and ${where.length - 3} more` : ''
  const waitsFor = `the edges to let go of ${where.slice(0, 3).join(', ')}${more}`
  const { confirmedAt: _at, stillUsed: _used, blindSpots: _spots, ...rest } = found
  return { kind: 'wait', until, subject: { ...rest, waitsFor }, owed: [{ kind: 'board' }] }
}

const lookAt = async (context: Context, lagMs: number) => {
  const { record, snapshot, tools } = context
  const tokens = doomedTokens(record, snapshot)
  const where = networks.filter((network) => tokens.some((token) => token.networks.includes(network)))
  const since = lagMs === 0 ? Number.POSITIVE_INFINITY : tools.now() - lagMs
  const gone = meanwhile(areGone(tools, tokens))
  const seen = await findUses(tools, record.account, tokens, { networks: where, since })
  return { gone: await gone, seen, blindSpots: await blindSpotsNow(tools, record, seen) }
}

/**
 * Looks for any active or pending version that still has the token, on a network it is allowed on, and for versions that
 * were replaced so lately that an edge may still serve them: alone these are waited for. The look itself is the fact:
 * the record says what was found, and when the look began.
 */
export const confirmUnused: Step<ActionRecord> = async (context) => {
  const { waitsFor: _waited, ...record } = context.record
  const confirmedAt = context.tools.now()
  const lagMs = lagOf(record, context.tools)
  const { gone, seen, blindSpots } = await lookAt(context, lagMs)
  const look = { confirmedAt, blindSpots, ...(gone ? { tokenGone: true as const } : {}) }
  const found: ActionRecord = { ...record, ...look, stillUsed: seen.uses }
  const overridden = record.override?.findings ?? []
  const leaving = seen.leaving.filter(({ use }) => !overridden.includes(findingId(use)))
  if (leaving.length === 0 || gone) return { kind: 'done', subject: found }
  const isClear = findingsOf(found).every((finding) => overridden.includes(finding))
  if (isClear) return waitsForEdges(found, leaving, lagMs)
  return { kind: 'done', subject: { ...found, stillUsed: [...seen.uses, ...leaving.map(({ use }) => use)] } }
}
