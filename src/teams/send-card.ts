import type { Log } from '../core/ports/log.ts'
import type { Answered, Call, Connector } from './connector.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import type { CardMessage } from './render-view.ts'

/** Bad syntax, or too big. */
const refusesCard: ReadonlySet<number> = new Set([400, 413])

const isRefused = (answer: Answered): answer is Extract<Answered, { kind: 'said' }> =>
  answer.kind === 'said' && refusesCard.has(answer.status)

/**
 * Sends a card. Teams refuses a whole card for one mention of somebody that it does not know: then people are named and not
 * notified (`quiet`: the card without mentions). Where it will not have that either, which is a defect of ours, people still
 * get its sentence.
 */
export const sendCard = async (
  { connector, log }: { readonly connector: Connector; readonly log: Log },
  call: Call & { readonly body: CardMessage },
  quiet?: CardMessage,
): Promise<Answered> => {
  const first = await connector(call)
  if (!isRefused(first)) return first
  const answer = quiet === undefined ? first : await connector({ ...call, body: quiet })
  if (!isRefused(answer)) return answer
  log.error('teams refused a card', { status: answer.status, code: answer.code })
  const { attachments: _card, ...message } = call.body
  return connector({ ...call, body: { ...message, text: escapeMarkdown(message.summary) } })
}
