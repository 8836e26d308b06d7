import { appsConnectionsOpen } from './apps-connections-open.ts'
import { authTest } from './auth-test.ts'
import { chatDelete } from './chat-delete.ts'
import { chatGetPermalink } from './chat-get-permalink.ts'
import { chatPostEphemeral } from './chat-post-ephemeral.ts'
import { chatPostMessage } from './chat-post-message.ts'
import { chatUpdate } from './chat-update.ts'
import { conversationsInfo, conversationsList, conversationsMembers, conversationsOpen } from './conversations.ts'
import { conversationsHistory, conversationsReplies } from './conversations-history.ts'
import type { Method } from './method.ts'
import { usergroupsList, usergroupsUsersList } from './usergroups.ts'
import { usersInfo, usersList, usersLookupByEmail } from './users.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts'

/** The part of Slack's Web API that the sandbox has. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['apps.connections.open', appsConnectionsOpen],
  ['auth.test', authTest],
  ['chat.delete', chatDelete],
  ['chat.getPermalink', chatGetPermalink],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.postMessage', chatPostMessage],
  ['chat.update', chatUpdate],
  ['conversations.history', conversationsHistory],
  ['conversations.info', conversationsInfo],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['conversations.replies', conversationsReplies],
  ['usergroups.list', usergroupsList],
  ['usergroups.users.list', usergroupsUsersList],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['users.lookupByEmail', usersLookupByEmail],
  ['views.open', viewsOpen],
  ['views.publish', viewsPublish],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
])
