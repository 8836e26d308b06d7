import type { Messenger, Posted } from '../ports/messenger.ts'
import { outsideFailureOf } from '../token/outside-failure-of.ts'
import { type Answer, type Call, show } from './call.ts'
import type { ChatTools } from './chat-tools.ts'
import type { Inbound } from './inbound.ts'
import { personOfSender } from './person-of-sender.ts'
import { runClick, runForm, runTyped } from './run-click.ts'
import { runCommand } from './run-command.ts'
import { home } from './verbs/home.ts'
import { problemView } from './views/problem-view.ts'
import { sentenceView } from './views/words.ts'

const stranger = show(
  sentenceView('Only full members of this workspace can use /edgekv. Guests and people of other organisations cannot.'),
)

/** A stranger is no person of ours: the trail keeps the chat account, and what kind of thing was tried. */
const refuseStranger = async (tools: ChatTools, { sender, kind }: Inbound): Promise<Answer> => {
  const { platform, workspace, user, displayName = user } = sender
  const from = { platform, workspace, user }
  const actor = { kind: 'person', id: `${platform}:${workspace}/${user}`, name: displayName, from } as const
  const facts = { code: sender.guest === true ? 'guest' : 'foreign', tried: kind }
  await tools.audit.append([{ what: 'stranger.refused', actor, facts }])
  return stranger
}

/** An answer that did not arrive is a failure of ours to tell somebody something. */
const noteLostAnswer = async (tools: ChatTools, { sender }: Inbound, posted: Posted): Promise<void> => {
  const why = 'why' in posted ? posted.why : posted.kind
  tools.log.warn('an answer did not arrive', { how: posted.kind })
  const to = `${sender.platform}:${sender.workspace}/${sender.user}`
  await tools.audit.append([{ what: 'message.failed', actor: { kind: 'bot' }, facts: { key: 'answer', to, why } }])
}

const callOf = (tools: ChatTools, inbound: Inbound): Call => {
  const { sender, reply } = inbound
  const person = personOfSender(tools.resolving.directory, sender)
  return { tools, person, sender, reply, ...(inbound.in === undefined ? {} : { in: inbound.in }) }
}

const answerOf = async (tools: ChatTools, inbound: Inbound): Promise<Answer> => {
  if (inbound.sender.guest === true || inbound.sender.foreign === true) return refuseStranger(tools, inbound)
  const call = callOf(tools, inbound)
  switch (inbound.kind) {
    case 'command':
      return inbound.parsed.ok ? runCommand(call, inbound.parsed.command) : show(problemView(inbound.parsed.problem))
    case 'click':
      return runClick(call, inbound.action, inbound.value)
    case 'form':
      return runForm(call, inbound)
    case 'typed':
      return runTyped(call, inbound.form, inbound.ref, inbound.values)
    case 'home':
      return home(call)
  }
}

/** One safe sentence and an id; the log has the chain. */
const apology = (tools: ChatTools, error: unknown): Answer => {
  const id = tools.ids.next().slice(0, 8)
  const failure = outsideFailureOf(error)
  tools.log.error('a command failed', { id, why: error instanceof Error ? error.message : 'unknown' })
  const sentence =
    failure === undefined
      ? `Something went wrong inside of the bot (${id}). Nothing was done; an operator can look it up.`
      : `${failure.system === 'redis' ? 'The bot cannot reach its memory just now' : failure.message} (${id}). Please try again in a minute.`
  return show(sentenceView(sentence))
}

/** What was pressed in App Home is answered by direct message; the page itself then shows how things stand. */
const showHomeAnew = async (tools: ChatTools, messenger: Messenger, inbound: Inbound): Promise<void> => {
  const page = await home(callOf(tools, inbound))
  if (page.kind === 'view') await messenger.answer(inbound.reply, page.view, { replace: true })
}

/** What is typed is not answered one by one: the form says it, or stays as it is, and is looked at again once it is sent. */
const refresh = async (tools: ChatTools, messenger: Messenger, inbound: Inbound, answer: Answer): Promise<void> => {
  if (answer.kind !== 'form-now') return
  try {
    await messenger.refreshForm(inbound.reply, answer.draw)
  } catch {
    tools.log.warn('a form could not be refreshed', { platform: messenger.platform })
  }
}

const reply = async (tools: ChatTools, messenger: Messenger, inbound: Inbound, answer: Answer): Promise<void> => {
  const atHome = inbound.kind === 'click' && inbound.atHome === true
  if (inbound.kind === 'typed' || answer.kind === 'form-now') return refresh(tools, messenger, inbound, answer)
  if (answer.kind === 'silent') return
  const posted =
    answer.kind === 'form'
      ? await messenger.openForm(inbound.reply, answer.form)
      : await messenger.answer(inbound.reply, answer.view, { replace: answer.replaces === true && !atHome })
  if (posted.kind !== 'ok') await noteLostAnswer(tools, inbound, posted)
  if (atHome && answer.kind === 'view' && inbound.sender.guest !== true && inbound.sender.foreign !== true)
    await showHomeAnew(tools, messenger, inbound).catch(() => tools.log.warn('App Home could not be shown anew', {}))
}

/** Carries out what somebody did and answers them alone. Never throws for what they did; Redis being away does throw. */
export const handleInbound = async (tools: ChatTools, inbound: Inbound): Promise<void> => {
  const messenger = tools.messengers[inbound.sender.platform]
  let answer: Answer
  try {
    answer = await answerOf(tools, inbound)
  } catch (error) {
    if (outsideFailureOf(error)?.system === 'redis') throw error
    answer = apology(tools, error)
  }
  if (messenger !== undefined) await reply(tools, messenger, inbound, answer)
}
