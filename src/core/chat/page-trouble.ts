import type { OwedMessage } from '../request/owed.ts'
import type { ActionRecord } from '../request/record.ts'
import type { ChatTools } from './chat-tools.ts'
import type { Outcome } from './outcome.ts'
import { titleOf } from './views/plan-view.ts'
import { pageAgain } from './warnings/deliver-page.ts'

/** Wakes on-call for a record in trouble: until the pager has taken it, or somebody has mended it. */
export const pageTrouble = async (tools: ChatTools, message: OwedMessage, record: ActionRecord): Promise<Outcome> => {
  const { pager } = tools.warnings
  const { account, id, trouble, plan, owner } = record
  if (pager === undefined || trouble === undefined) return { kind: 'ok' }
  const { old } = plan.binding
  const command = `/edgekv status ${id}`
  const paged = await pager.send({
    action: 'trigger',
    // The token's incident, whoever sees it first: the watch tells the pager when it is over.
    key: old?.uuid ?? `${account}/${id}`,
    summary: `EdgeKV: ${titleOf(plan)} (${id}, account ${account}): ${trouble.sentence} ${trouble.advice} Type: ${command}`,
    severity: 'critical',
    source: account,
    details: { token: old?.name ?? '', account, rotation: id, trouble: trouble.code, command, owner },
  })
  return paged.kind === 'ok' ? paged : pageAgain(tools, message, paged)
}
