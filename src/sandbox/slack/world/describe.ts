import { type JsonObject, toJson } from '../json.ts'
import { identity } from './identity.ts'
import type { Message } from './message.ts'
import type { Channel, Person, UserGroup } from './seed.ts'
import type { View } from './view.ts'
import type { World } from './world.ts'

/** A message as the Web API and interaction payloads show it. */
export const describeMessage = (world: World, message: Message, withMetadata: boolean): JsonObject => {
  const { ts, text, blocks, threadTs, author, metadata } = message
  const byBot = author === identity.botUserId ? { bot_id: identity.botId, app_id: identity.appId } : {}
  const edited = message.edited === true && blocks.length === 0 ? { edited: { user: author, ts } } : {}
  const inThread = threadTs === undefined ? {} : { thread_ts: threadTs }
  const meta = withMetadata && metadata !== undefined ? { metadata } : {}
  return toJson({
    type: 'message',
    user: author,
    ...byBot,
    text,
    ts,
    team: world.state.team.id,
    blocks,
    ...inThread,
    ...edited,
    ...meta,
  })
}

export const describePerson = (world: World, person: Person): JsonObject => {
  const { id, name, realName, timeZone: tz } = person
  const withEmail = world.state.settings.scopes.includes('users:read.email') && person.bot !== true
  return toJson({
    id,
    team_id: person.teamId ?? world.state.team.id,
    name,
    deleted: person.deactivated === true,
    real_name: realName,
    tz,
    profile: { real_name: realName, display_name: name, ...(withEmail ? { email: person.email } : {}) },
    is_bot: person.bot === true,
    is_restricted: person.guest === true,
    is_ultra_restricted: false,
    is_app_user: false,
    ...(person.teamId === undefined ? {} : { is_stranger: true }),
  })
}

export const describeChannel = (world: World, channel: Channel): JsonObject => {
  const { id, name, kind, members } = channel
  const shared = { is_ext_shared: channel.shared === true, is_shared: channel.shared === true, is_org_shared: false }
  if (kind === 'im')
    return { id, is_im: true, user: members.find((one) => one !== identity.botUserId), is_archived: false, ...shared }
  return {
    id,
    name,
    is_channel: true,
    is_im: false,
    is_private: kind === 'private',
    is_archived: channel.archived === true,
    is_member: members.includes(identity.botUserId),
    num_members: members.length,
    context_team_id: world.state.team.id,
    ...shared,
  }
}

export const describeGroup = (world: World, group: UserGroup, withPeople: boolean): JsonObject => ({
  id: group.id,
  team_id: world.state.team.id,
  is_usergroup: true,
  handle: group.handle,
  name: group.name,
  date_delete: group.disabled === true ? 1 : 0,
  user_count: group.people.length,
  ...(withPeople ? { users: group.people } : {}),
})

export const describeView = (world: World, view: View, values: JsonObject = {}): JsonObject => ({
  id: view.id,
  team_id: world.state.team.id,
  private_metadata: '',
  callback_id: '',
  external_id: '',
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: null,
  ...view.content,
  state: { values },
  hash: view.hash,
  root_view_id: view.rootId,
  previous_view_id: view.previousId ?? null,
  app_id: identity.appId,
  app_installed_team_id: world.state.team.id,
  bot_id: identity.botId,
})
