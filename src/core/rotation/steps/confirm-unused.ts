import { findUses } from '../../inventory/find-uses.ts'
import type { ActionRecord } from '../../request/record.ts'
import { networks } from '../../token/network.ts'
import { blindSpotsNow } from './blind-spots.ts'
import { type Doomed, doomedTokens } from './doomed.ts'
import type { Step, StepTools } from './step.ts'

const areGone = async (tools: StepTools, tokens: readonly Doomed[]): Promise<boolean> => {
  const lookups = await Promise.all(tokens.map((token) => tools.edgeKv.getToken(token.name)))
  return lookups.every((lookup, n) => lookup.kind !== 'found' || lookup.token.uuid !== tokens[n]?.uuid)
}

/**
 * Looks for any active or pending version that still has the token, on a network it is allowed on. The look itself is
 * the fact: the record says what was found, and when the look began.
 */
export const confirmUnused: Step<ActionRecord> = async (context) => {
  const { record, snapshot, tools } = context
  const confirmedAt = tools.now()
  const tokens = doomedTokens(record, snapshot)
  const where = networks.filter((network) => tokens.some((token) => token.networks.includes(network)))
  const gone = await areGone(tools, tokens)
  const seen = await findUses(tools, record.account, tokens, where)
  const blindSpots = await blindSpotsNow(tools, record, seen)
  const found = { confirmedAt, stillUsed: seen.uses, blindSpots, ...(gone ? { tokenGone: true as const } : {}) }
  return { kind: 'done', subject: { ...record, ...found } }
}
