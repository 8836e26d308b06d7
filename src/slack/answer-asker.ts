import type { FetchFunction, WebClient } from '@slack/web-api'
import type { View } from '../core/chat/views/view.ts'
import type { Posted } from '../core/ports/messenger.ts'
import { postedOfFailure } from './posted-of-failure.ts'
import { renderHome, renderView, type SlackMessage } from './render-view.ts'
import type { ReplyData } from './reply-data.ts'
import { mayRespondTo, respond } from './respond.ts'
import { slackFailure } from './slack-failure.ts'

export interface AnswerTools {
  readonly client: WebClient
  readonly fetch: FetchFunction
  readonly apiUrl: string | undefined
  readonly directChannel: (user: string) => Promise<string>
}

const ok = (conversation: string, message: string): Posted => ({
  kind: 'ok',
  place: { platform: 'slack', conversation, message },
})

const tried = async (work: () => Promise<Posted>): Promise<Posted> => {
  try {
    return await work()
  } catch (error) {
    return postedOfFailure(slackFailure(error), 'edit')
  }
}

const publish = ({ client }: AnswerTools, user: string, view: View): Promise<Posted> =>
  tried(async () => {
    const published = await client.views.publish({ user_id: user, view: renderHome(view) })
    return ok(user, published.view?.id ?? 'home')
  })

const ephemeral = ({ client }: AnswerTools, channel: string, user: string, message: SlackMessage): Promise<Posted> =>
  tried(async () => {
    const sent = await client.chat.postEphemeral({ channel, user, ...message })
    return ok(channel, sent.message_ts ?? 'ephemeral')
  })

const direct = ({ client, directChannel }: AnswerTools, user: string, message: SlackMessage): Promise<Posted> =>
  tried(async () => {
    const channel = await directChannel(user)
    const sent = await client.chat.postMessage({ channel, ...message, unfurl_links: false })
    return ok(channel, sent.ts ?? 'direct')
  })

/** The response URL, the channel, direct messages: the first that works. App Home is replaced where that is meant. */
export const answerAsker = async (
  tools: AnswerTools,
  data: ReplyData,
  view: View,
  replace: boolean,
): Promise<Posted> => {
  if (data.home === 'yes' && replace) return publish(tools, data.user, view)
  const message = renderView(view)
  const url = data.responseUrl
  if (url !== undefined && mayRespondTo(url, tools.apiUrl)) {
    if (await respond(tools.fetch, { url, message, replace })) return ok(data.channel ?? data.user, 'ephemeral')
  }
  if (data.channel !== undefined) {
    const shown = await ephemeral(tools, data.channel, data.user, message)
    if (shown.kind === 'ok' || shown.kind === 'later') return shown
  }
  return direct(tools, data.user, message)
}
