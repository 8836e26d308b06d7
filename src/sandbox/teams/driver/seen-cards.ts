import { stringOf } from '../../slack/json.ts'
import type { TeamsMessage, TeamsWorld } from '../world/world.ts'
import { cardFor, textOfCard, verbsOf } from './cards.ts'
import type { SeenCard } from './driver.ts'

const seenCard = (world: TeamsWorld, message: TeamsMessage, account: string | undefined): SeenCard => {
  const { id, conversation, thread, only, edits, author, body } = message
  const card = cardFor(world, message, account)
  const summary = stringOf(body['summary']) ?? ''
  return {
    id,
    conversation,
    ...(thread === undefined ? {} : { thread }),
    onlyYou: only !== undefined,
    edits,
    byBot: author === undefined,
    summary,
    text: card === undefined ? (stringOf(body['text']) ?? '') : `${summary}\n${textOfCard(card)}`,
    verbs: card === undefined ? [] : verbsOf(card),
    ...(card === undefined ? {} : { card }),
  }
}

/** What somebody sees in a conversation, oldest first; nobody named: what everybody sees. */
export const seenCards = (world: TeamsWorld, conversation: string, user?: string): readonly SeenCard[] => {
  const account = user === undefined ? undefined : world.people.get(user)?.account
  return [...world.messages.values()]
    .filter((message) => message.conversation === conversation)
    .filter(({ only }) => only === undefined || only === account)
    .map((message) => seenCard(world, message, account))
}
