import type { DeliveryResult } from '../deliver/delivery.ts'
import { type Link, send } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { respond } from '../deliver/respond.ts'
import { isObject, type JsonObject, parseJson } from '../json.ts'
import { identity } from '../world/identity.ts'
import type { World } from '../world/world.ts'
import type { CommandArgs } from './driver.ts'
import { escapeCommand } from './escape-command.ts'
import { newHook, newTrigger } from './new-trigger.ts'
import { slackbotSays } from './slackbot-says.ts'
import { channelNameFor, teamOf, who } from './who.ts'

const payloadOf = (world: World, args: CommandArgs, responseUrl: string): JsonObject => {
  const { person, channel } = who(world, args.user, args.channel)
  const { team, settings } = world.state
  return {
    token: 'deprecated-and-not-checked',
    team_id: teamOf(world, person),
    team_domain: person.teamId === undefined ? team.domain : 'other',
    channel_id: channel.id,
    channel_name: channelNameFor(channel),
    user_id: person.id,
    user_name: person.name,
    command: args.command ?? '/edgekv',
    text: settings.escapeCommands ? escapeCommand(world, args.text) : args.text,
    api_app_id: identity.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: newTrigger(world, person.id),
  }
}

/** The acknowledgement's body is an answer as well: JSON, or plain text. */
const answerOf = ({ body }: DeliveryResult): JsonObject | undefined => {
  if (body.trim() === '') return undefined
  const parsed = parseJson(body)
  return isObject(parsed) ? parsed : { text: body }
}

const unknownCommand: DeliveryResult = { deliveryId: '', status: 0, ms: 0, body: '', outcome: 'refused' }

/** Types a slash command and shows what the app acknowledged it with. */
export const command = async (world: World, link: Link, args: CommandArgs): Promise<DeliveryResult> => {
  const { channel } = who(world, args.user, args.channel)
  const name = args.command ?? '/edgekv'
  const where = { person: args.user, channel: args.channel }
  if (channel.archived === true) throw new Error(`${channel.id} is archived`)
  if (!world.state.settings.commands.includes(name)) {
    slackbotSays(world, where, `${name} is not a valid command. It`, 'refused')
    return unknownCommand
  }
  const { url, hook } = newHook(world, where)
  const delivery = makeDelivery('slash_commands', payloadOf(world, args, url), args)
  const result = await send(world, link, delivery)
  const answer = result.outcome === 'ok' ? answerOf(result) : undefined
  if (answer !== undefined) respond(world, hook, answer, 'acknowledgement')
  slackbotSays(world, where, name, result.outcome)
  return result
}
