import type { PageEvent } from '../ports/pager.ts'
import type { OwedMessage } from '../request/owed.ts'
import type { ActionRecord, Trouble } from '../request/record.ts'
import { isEnd } from '../request/state.ts'
import type { ChatTools } from './chat-tools.ts'
import type { Outcome } from './outcome.ts'
import { titleOf } from './views/plan-view.ts'
import { isKeptOpen, pageAgain } from './warnings/deliver-page.ts'

/** The token's incident, whoever sees it first. */
const keyOf = ({ account, id, plan }: ActionRecord): string => plan.binding.old?.uuid ?? `${account}/${id}`

const triggerOf = (record: ActionRecord, trouble: Trouble): PageEvent => {
  const { account, id, plan, owner } = record
  const command = `/edgekv status ${id}`
  return {
    action: 'trigger',
    key: keyOf(record),
    summary: `EdgeKV: ${titleOf(plan)} (${id}, account ${account}): ${trouble.sentence} ${trouble.advice} Type: ${command}`,
    severity: 'critical',
    source: account,
    details: { token: plan.binding.old?.name ?? '', account, rotation: id, trouble: trouble.code, command, owner },
  }
}

/** Over with the record, unless the watch sees the same token in use: then it says when that is over. */
const eventOf = async (tools: ChatTools, record: ActionRecord): Promise<PageEvent | undefined> => {
  const { account, state, trouble } = record
  const key = keyOf(record)
  if (isEnd(state)) return (await isKeptOpen(tools, { account, uuid: key })) ? undefined : { action: 'resolve', key }
  return trouble === undefined ? undefined : triggerOf(record, trouble)
}

/** Wakes on-call for a record in trouble: until the pager has taken it, or somebody has mended it. Its end is told, too. */
export const pageTrouble = async (tools: ChatTools, message: OwedMessage, record: ActionRecord): Promise<Outcome> => {
  const { pager } = tools.warnings
  const event = pager === undefined ? undefined : await eventOf(tools, record)
  if (pager === undefined || event === undefined) return { kind: 'ok' }
  const paged = await pager.send(event)
  return paged.kind === 'ok' ? paged : pageAgain(tools, message, paged)
}
