import type { WebClient } from '@slack/web-api'
import type { OutsideFailure } from '../core/ports/outside-failure.ts'
import { slackFailure } from './slack-failure.ts'
import { wait } from './wait.ts'

/** The workspace that the bot is installed in, and the bot itself. */
export interface SlackIdentity {
  readonly team: string
  readonly botUser: string
  readonly bot: string
  /** Set when the app is installed for a whole organisation: its workspaces are one to us. */
  readonly organisation?: string
}

/** Slack would not tell who we are. */
class SlackStartFailure extends Error implements OutsideFailure {
  readonly system = 'slack'
  readonly maybeDone = false
  readonly who: OutsideFailure['who']

  constructor(who: OutsideFailure['who'], message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'SlackStartFailure'
    this.who = who
  }
}

const tries = 4

const ask = async (client: WebClient): Promise<SlackIdentity> => {
  const me = await client.auth.test()
  const { team_id: team, user_id: botUser, bot_id: bot, enterprise_id: organisation } = me
  if (team === undefined || botUser === undefined || bot === undefined)
    throw new SlackStartFailure(
      'operator',
      'SLACK_BOT_TOKEN is not the token of a bot (it begins with xoxb-).',
      undefined,
    )
  return { team, botUser, bot, ...(me.is_enterprise_install && organisation ? { organisation } : {}) }
}

/** Asks Slack who this bot is; four tries within some seconds. Throws an `OutsideFailure` that says what to do. */
export const readSlackIdentity = async (client: WebClient): Promise<SlackIdentity> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(client)
    } catch (error) {
      if (error instanceof SlackStartFailure) throw error
      const failure = slackFailure(error)
      if (failure.kind === 'said')
        throw new SlackStartFailure('operator', `Slack refuses SLACK_BOT_TOKEN (${failure.code}).`, error)
      if (attempt >= tries)
        throw new SlackStartFailure(
          'retry',
          'Slack does not answer: check the network, HTTPS_PROXY and SLACK_API_URL.',
          error,
        )
      await wait(failure.kind === 'limited' ? failure.afterMs : attempt * 500)
    }
  }
}
