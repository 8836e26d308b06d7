import type { Log } from '../core/ports/log.ts'
import type { Answered, Call, Connector } from './connector.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import type { CardMessage } from './render-view.ts'

/** Bad syntax, or too big. */
const refusesCard: ReadonlySet<number> = new Set([400, 413])

/** Sends a card. Where Teams will not have it, which is a defect of ours, people still get its sentence. */
export const sendCard = async (
  { connector, log }: { readonly connector: Connector; readonly log: Log },
  call: Call & { readonly body: CardMessage },
): Promise<Answered> => {
  const answer = await connector(call)
  if (answer.kind !== 'said' || !refusesCard.has(answer.status)) return answer
  log.error('teams refused a card', { status: answer.status, code: answer.code })
  const { attachments: _card, ...message } = call.body
  return connector({ ...call, body: { ...message, text: escapeMarkdown(message.summary) } })
}
