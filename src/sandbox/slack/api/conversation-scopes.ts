import type { Channel } from '../world/seed.ts'

/** The scope that a kind of channel needs for an act, such as `channels:read`. */
export const conversationScope = (channel: Channel, act: 'read' | 'history'): string =>
  ({ public: `channels:${act}`, private: `groups:${act}`, im: `im:${act}` })[channel.kind]

export const anyConversationScope = (act: 'read' | 'history'): readonly string[] =>
  ['channels', 'groups', 'im', 'mpim'].map((kind) => `${kind}:${act}`)
