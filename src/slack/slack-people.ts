import type { WebClient } from '@slack/web-api'
import type { Log } from '../core/ports/log.ts'
import { slackFailure } from './slack-failure.ts'

/**
 * Finds the member with an e-mail address, for `mapByEmail`. Undefined when there is none, when it is a guest, or when
 * Slack does not tell (scope `users:read.email`): then nobody is mapped.
 */
export const createSlackPeople =
  (client: WebClient, log: Log) =>
  async (email: string): Promise<string | undefined> => {
    try {
      const { user } = await client.users.lookupByEmail({ email })
      const isMember = user !== undefined && !user.is_restricted && !user.is_ultra_restricted && !user.is_bot
      return isMember && user.deleted !== true ? user.id : undefined
    } catch (error) {
      const failure = slackFailure(error)
      if (failure.kind !== 'said' || failure.code !== 'users_not_found')
        log.warn('slack does not tell who has an e-mail address: nobody is mapped by it', { ...failure })
      return undefined
    }
  }
