import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Config, FileConfig } from '../../config/config.ts'
import type { Log } from '../../core/ports/log.ts'
import { createSlackClient, type SlackClient } from '../../slack/slack-client.ts'
import { slackFailure } from '../../slack/slack-failure.ts'
import type { Outgoing } from '../../web/outgoing.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

export interface SlackTools {
  readonly config: Pick<Config, 'slack' | 'owners' | 'groups' | 'fallback' | 'mapByEmail'>
  readonly outgoing: Pick<Outgoing, 'fetch'>
  readonly log: Log
}

const check = 'slack'
const manifestShape = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

/** The scopes that the app's manifest asks for: one list, so that it and this check cannot disagree. */
const neededScopes = (): readonly string[] => {
  const text = readFileSync(new URL('../../../manifests/slack.yaml', import.meta.url), 'utf8')
  return manifestShape.parse(parse(text)).oauth_config.scopes.bot
}

const reinstall = 'Compare the app with `edgekv-chatops manifest slack`, and install it to the workspace again.'

const whatSlackSaid = (error: unknown): string => {
  const failure = slackFailure(error)
  if (failure.kind === 'said') return `Slack says ${failure.code}.`
  return failure.kind === 'limited' ? 'Slack limits our calls at the moment.' : 'Slack does not answer.'
}

/** Without these a message whose answer was lost is sent again. */
const isForLookingBack = (scope: string): boolean => /:history$|^metadata\./.test(scope)

const scopeFinding = (granted: readonly string[] | undefined, mapByEmail: boolean): Finding => {
  if (granted === undefined) return warn(check, 'Slack did not say which scopes the bot has.', reinstall)
  const needed = [...neededScopes(), ...(mapByEmail ? ['users:read.email'] : [])]
  const missing = needed.filter((scope) => !granted.includes(scope))
  if (missing.length === 0) return ok(check, 'The bot has all scopes that it needs.')
  const sentence = `The bot lacks: ${missing.join(', ')}.`
  return missing.every(isForLookingBack) ? warn(check, sentence, reinstall) : fail(check, sentence, reinstall)
}

const checkBot = async (client: SlackClient, mapByEmail: boolean): Promise<Finding[]> => {
  try {
    const me = await client.auth.test()
    return [ok(check, `The bot is ${me.user} in ${me.team}.`), scopeFinding(me.response_metadata?.scopes, mapByEmail)]
  } catch (error) {
    const advice = 'Copy the Bot User OAuth Token of the app into SLACK_BOT_TOKEN; check HTTPS_PROXY and SLACK_API_URL.'
    return [fail(check, `The bot token does not work: ${whatSlackSaid(error)}`, advice)]
  }
}

const checkSocket = async (client: SlackClient): Promise<Finding> => {
  try {
    await client.apps.connections.open()
    return ok('slack socket mode', 'Socket Mode can be opened.')
  } catch (error) {
    const advice = 'Make an app-level token with connections:write, and switch Socket Mode on.'
    return fail('slack socket mode', `SLACK_APP_TOKEN does not work: ${whatSlackSaid(error)}`, advice)
  }
}

const channelsOf = ({ owners, fallback }: Pick<FileConfig, 'owners' | 'fallback'>): readonly string[] => {
  const channels = owners.flatMap(({ slack }) => slack?.channel ?? [])
  const last = fallback.flatMap((to) => (to.kind === 'channel' && to.platform === 'slack' ? to.id : []))
  return [...new Set([...channels, ...last])]
}

const checkChannel = async (client: SlackClient, channel: string): Promise<Finding> => {
  const name = `slack channel ${channel}`
  try {
    const { channel: info } = await client.conversations.info({ channel })
    if (info?.is_archived) return fail(name, `#${info.name} is archived.`, 'Name another channel in the configuration.')
    if (info?.is_member) return ok(name, `The bot is in #${info.name}.`)
    return fail(name, `The bot is not in #${info?.name ?? channel}.`, 'Type `/invite` and the name of the bot there.')
  } catch (error) {
    const advice = 'Check its id; a private channel is visible only once the bot has been invited.'
    return fail(name, `The channel cannot be read: ${whatSlackSaid(error)}`, advice)
  }
}

const checkGroup = async (client: SlackClient, name: string, id: string): Promise<Finding> => {
  const group = `slack group ${name}`
  try {
    const { users = [] } = await client.usergroups.users.list({ usergroup: id })
    if (users.length > 0) return ok(group, `${id} has ${users.length} member(s).`)
    return warn(group, `${id} has no members.`, 'Nobody can approve through it until it has.')
  } catch (error) {
    const advice = 'Until it can be read it counts as nobody. User groups need a paid plan and usergroups:read.'
    return fail(group, `${id} cannot be read: ${whatSlackSaid(error)}`, advice)
  }
}

/** The bot's token, its scopes, Socket Mode, the channels of owners and the user groups of the configuration. */
export const checkSlack = async ({ config, outgoing, log }: SlackTools): Promise<Finding[]> => {
  const { slack } = config
  if (slack === undefined) {
    // A bot for Teams alone: the configuration names no channel of Slack.
    if (channelsOf(config).length === 0) return []
    return [warn(check, 'Slack is not set up.', 'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN.')]
  }
  const url = slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }
  const connection = { ...url, fetch: fetchFor(outgoing) }
  const client = createSlackClient({ botToken: slack.botToken.reveal(), ...connection }, log)
  const bot = await checkBot(client, config.mapByEmail)
  if (bot.some((finding) => finding.status === 'fail' && finding.sentence.includes('token'))) return bot
  const appToken = slack.appToken?.reveal()
  const groups = config.groups.filter((group) => group.slackUserGroup !== undefined)
  return [
    ...bot,
    ...(appToken === undefined
      ? []
      : [await checkSocket(createSlackClient({ botToken: appToken, ...connection }, log))]),
    ...(await Promise.all(channelsOf(config).map((channel) => checkChannel(client, channel)))),
    ...(await Promise.all(groups.map(({ name, slackUserGroup = '' }) => checkGroup(client, name, slackUserGroup)))),
  ]
}

const fetchFor = ({ fetch }: Pick<Outgoing, 'fetch'>) => fetch
