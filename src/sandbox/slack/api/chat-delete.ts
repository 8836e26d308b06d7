import { removeMessage } from '../world/messages.ts'
import { type Answer, type Call, done, type Method, tier } from './method.ts'
import { ownMessage } from './own-message.ts'

const remove = (call: Call): Answer => {
  const message = ownMessage(call, 'cant_delete_message')
  if ('ok' in message) return message
  removeMessage(call.world, message)
  const { channel, ts } = message
  return done({ channel, ts }, { channel, ts })
}

export const chatDelete: Method = { scopes: ['chat:write'], perMinute: tier.three, run: remove }
