import type { Posted } from '../core/ports/messenger.ts'
import type { SlackFailure } from './slack-failure.ts'

/** The message, channel or person is no more, or not for us any more: post elsewhere or anew. */
const gone: Readonly<Record<string, string>> = {
  channel_not_found: 'The channel does not exist, or the bot was never invited to it.',
  not_in_channel: 'The bot is not a member of the channel: /invite it.',
  is_archived: 'The channel is archived.',
  user_not_found: 'That person is not in the workspace.',
  users_not_found: 'That person is not in the workspace.',
  user_disabled: 'That person has left the workspace.',
  user_not_visible: 'That person cannot be seen by the bot.',
  cannot_dm_bot: 'Bots have no direct messages.',
  message_not_found: 'The message was deleted.',
  cant_update_message: 'The message belongs to somebody else.',
  edit_window_closed: 'The message can no longer be edited.',
  is_inactive: 'The channel is not active.',
  block_mismatch: 'The message can no longer be edited.',
  thread_not_found: 'The thread was deleted.',
}

/** Somebody must mend the app's installation; what is owed stays owed until then. */
const operator: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'not_allowed_token_type',
  'team_access_not_granted',
  'access_denied',
])

const untilMended = 60_000

/** What a failed call means for the message. An edit is harmless to repeat, so it is never `unknown`. */
export const postedOfFailure = (failure: SlackFailure, kind: 'post' | 'edit'): Posted => {
  if (failure.kind === 'limited') return { kind: 'later', afterMs: failure.afterMs }
  if (failure.kind === 'lost') return kind === 'post' ? { kind: 'unknown' } : { kind: 'later', afterMs: 2_000 }
  const why = gone[failure.code]
  if (why !== undefined) return { kind: 'gone', why }
  if (operator.has(failure.code)) return { kind: 'later', afterMs: untilMended }
  return { kind: 'refused', why: `Slack answered ${failure.code}.` }
}
