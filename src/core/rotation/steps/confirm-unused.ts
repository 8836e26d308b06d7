import { findUses, type Use } from '../../inventory/find-uses.ts'
import type { Remark } from '../../plan/plan.ts'
import type { ActionRecord } from '../../request/record.ts'
import { networks } from '../../token/network.ts'
import { newTokensOf } from '../snapshot-parts.ts'
import { newCredentials, oldCredential } from './live-version.ts'
import type { Step, StepContext } from './step.ts'

/** Identity of a finding, as *Revoke anyway* stores it. */
export const findingId = (use: Use): string => `${use.edgeWorkerId} ${use.network} ${use.version}`

const blind = (use: Use): Remark => ({
  code: 'unreadable-bundle',
  sentence: `Version ${use.version} of EdgeWorker ${use.edgeWorkerId} on ${use.network} cannot be read.`,
  advice: 'Look at it by hand before you revoke anyway.',
  where: findingId(use),
})

/** The token that is about to be revoked: the old one, or the new ones of an abandoned rotation. */
const doomed = ({ record, snapshot }: StepContext<ActionRecord>) => {
  if (record.state === 'abandoning')
    return {
      tokens: newCredentials(snapshot),
      networks: newTokensOf(snapshot).flatMap((part) => part.scope?.networks ?? []),
    }
  const old = oldCredential(record)
  return { tokens: old === undefined ? [] : [old], networks: record.plan.findings.oldScope?.networks ?? networks }
}

/**
 * Looks for any active or pending version that still has the token, on a network it is allowed on. The look itself is
 * the fact: the record says what was found, and when.
 */
export const confirmUnused: Step<ActionRecord> = async (context) => {
  const { record, tools } = context
  const at = tools.now()
  const { tokens, networks: where } = doomed(context)
  const seen = await findUses(tools, record.account, tokens, where.length > 0 ? where : networks)
  const spots = [...record.plan.findings.blindSpots, ...seen.unreadable.map(blind)]
  return { kind: 'done', subject: { ...record, confirmedAt: at, stillUsed: seen.uses, blindSpots: spots } }
}
