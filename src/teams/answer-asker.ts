import { setTimeout as wait } from 'node:timers/promises'
import type { View } from '../core/chat/views/view.ts'
import type { Log } from '../core/ports/log.ts'
import type { Posted } from '../core/ports/messenger.ts'
import type { Connector } from './connector.ts'
import type { Paced } from './paced.ts'
import { postedOf } from './posted-of.ts'
import { type CardMessage, messageOf, renderPages } from './render-view.ts'
import type { ReplyData } from './reply-data.ts'
import { sendCard } from './send-card.ts'
import { pathTo, placeIn, type Ways } from './ways.ts'

export interface AnswerTools {
  readonly connector: Connector
  readonly paced: Paced
  readonly ways: Ways
  readonly log: Log
}

/** Somebody waits for it, so it is sent in any case; Teams says when it is really too much. */
const patienceMs = 12_000
/** Teams' own 30 s, when a conversation is very busy. */
const longestLimitMs = 30_000

const query = ({ personal }: ReplyData): string => (personal ? '' : '?isTargetedActivity=true')

const post = async (tools: AnswerTools, data: ReplyData, message: CardMessage): Promise<Posted> => {
  const { connector, paced } = tools
  const { serviceUrl, conversation, account, personal } = data
  await paced.waitFor(conversation, patienceMs)
  const body = personal ? message : { ...message, recipient: { id: account, isTargeted: true } }
  const call = { serviceUrl, method: 'POST', path: `${pathTo(conversation)}${query(data)}`, body } as const
  // Where it is for one person alone, a refusal may mean just that; their own chat is tried next.
  const send = () => (personal ? sendCard(tools, call) : connector(call))
  const first = await send()
  // Only its reader can see it twice, and nobody shall be left without an answer.
  const isRepeated = first.kind === 'lost' || (first.kind === 'limited' && first.afterMs <= longestLimitMs)
  if (first.kind === 'limited' && isRepeated) await wait(first.afterMs)
  return postedOf(isRepeated ? await send() : first, placeIn(conversation), 'post')
}

/** Puts the answer in the place of the card that was pressed, where that card is for its reader alone. */
const replace = async (
  { connector, paced }: AnswerTools,
  data: ReplyData,
  message: CardMessage,
): Promise<Posted | undefined> => {
  const { serviceUrl, conversation, message: id, own } = data
  if (id === undefined || own !== true) return undefined
  await paced.waitFor(conversation, patienceMs)
  const path = `${pathTo(conversation, id)}${query(data)}`
  const answer = await connector({ serviceUrl, method: 'PUT', path, body: { ...message, id } })
  const posted = postedOf(answer, () => placeIn(conversation)(id), 'edit')
  return posted.kind === 'ok' ? posted : undefined
}

/** To this person alone: "only you" in the conversation, and where it does not take such messages their own chat. */
const alone = async (tools: AnswerTools, data: ReplyData, message: CardMessage): Promise<Posted> => {
  const shown = await post(tools, data, message)
  if (data.personal || (shown.kind !== 'gone' && shown.kind !== 'refused')) return shown
  const way = await tools.ways.direct(data.user)
  return 'kind' in way ? way : post(tools, { ...data, ...way, personal: true }, message)
}

/** Answers one person alone, in as many messages as the whole text takes. A form that was sent is replaced by what came of it. */
export const answerAsker = async (
  tools: AnswerTools,
  data: ReplyData,
  view: View,
  mayReplace: boolean,
): Promise<Posted> => {
  let last: Posted | undefined
  for (const [index, card] of renderPages(view).entries()) {
    const message = messageOf(card, view)
    const inPlace = index === 0 && (mayReplace || data.form === true) ? await replace(tools, data, message) : undefined
    last = inPlace ?? (await alone(tools, data, message))
    if (last.kind !== 'ok') return last
  }
  return last ?? { kind: 'refused', why: 'There is nothing to say.' }
}
