import { flagOf, stringOf } from '../json.ts'
import { findChannel, openDirect } from '../world/channels.ts'
import { describeChannel } from '../world/describe.ts'
import type { Person } from '../world/seed.ts'
import { anyConversationScope, conversationScope } from './conversation-scopes.ts'
import { type Answer, type Call, done, type Method, missingArgument, needScope, refuse, tier } from './method.ts'
import { pageOf } from './page-of.ts'
import { readableChannel } from './readable-channel.ts'

const info = (call: Call): Answer => {
  const channel = readableChannel(call, 'read')
  return 'ok' in channel ? channel : done({ channel: describeChannel(call.world, channel) })
}

const members = (call: Call): Answer => {
  const channel = readableChannel(call, 'read')
  if ('ok' in channel) return channel
  const page = pageOf(channel.members, call.args, 1000)
  return 'ok' in page ? page : done({ members: page.items, response_metadata: { next_cursor: page.cursor } })
}

const kindNames = { public: 'public_channel', private: 'private_channel', im: 'im' } as const

const list = ({ world, args }: Call): Answer => {
  const types = (stringOf(args['types']) ?? 'public_channel').split(',').map((type) => type.trim())
  const wanted = [...world.state.channels.values()]
    .filter(({ kind }) => types.includes(kindNames[kind]))
    .filter(({ id, archived }) => findChannel(world, id) && !(flagOf(args['exclude_archived']) && archived === true))
  const lacking = wanted.map((one) => needScope(world, [conversationScope(one, 'read')])).find((one) => one)
  const page = pageOf(wanted, args, 1000)
  if (lacking !== undefined) return lacking
  if ('ok' in page) return page
  const channels = page.items.map((channel) => describeChannel(world, channel))
  return done({ channels, response_metadata: { next_cursor: page.cursor } })
}

const whyNot = (person: Person | undefined): string | undefined => {
  if (person === undefined) return 'user_not_found'
  if (person.teamId !== undefined) return 'user_not_visible'
  if (person.deactivated === true) return 'user_disabled'
  return person.bot === true ? 'cannot_dm_bot' : undefined
}

/** Opens the conversation with one person. Groups of people would need a scope that the bot never asks for. */
const open = ({ world, args }: Call): Answer => {
  const ids = (stringOf(args['users']) ?? '').split(',').filter((id) => id !== '')
  const [id] = ids
  if (id === undefined) return missingArgument('users')
  if (ids.length > 1) return needScope(world, ['mpim:write']) ?? refuse('invalid_user_combination')
  const person = world.state.people.get(id)
  const reason = whyNot(person)
  if (person === undefined || reason !== undefined) return refuse(reason ?? 'user_not_found')
  const { channel, isNew } = openDirect(world, person)
  return done(
    { channel: { id: channel.id }, ...(isNew ? {} : { no_op: true, already_open: true }) },
    { channel: channel.id, person: id },
  )
}

const read = anyConversationScope('read')

export const conversationsInfo: Method = { scopes: read, perMinute: tier.three, run: info }
export const conversationsMembers: Method = { scopes: read, perMinute: tier.four, run: members }
export const conversationsList: Method = { scopes: read, perMinute: tier.two, run: list }
export const conversationsOpen: Method = { scopes: ['im:write'], perMinute: tier.three, run: open }
