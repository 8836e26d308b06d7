/** Fails calls of a method before they have any effect. `times` counts down; absent: every time. */
export interface CallFault {
  readonly method: string
  /** Slack's error code, sent with status 200. */
  readonly error?: string
  /** Another HTTP status; 429 comes with Retry-After. */
  readonly status?: number
  readonly retryAfter?: number
  readonly times?: number
}

/** Drops the connection after the call took effect. */
export interface LostAnswer {
  readonly method: string
  readonly times?: number
}

/** What the sandbox's Slack can be made to do. Times are in ms of wall time. */
export interface Settings {
  /** One message per channel in this time. */
  readonly messageIntervalMs: number
  /** So many messages more may follow at once. */
  readonly messageBurst: number
  /** chat.update, over all messages of the workspace. */
  readonly updatesPerMinute: number
  /** Other limits per method and minute, instead of those of its tier. */
  readonly perMinute: { readonly [method: string]: number }
  readonly latencyMs: number
  /** What the bot token may do. */
  readonly scopes: readonly string[]
  readonly commands: readonly string[]
  /** The manifest's `should_escape`: names in commands become `<@U…|name>` and `<#C…|name>`. */
  readonly escapeCommands: boolean
  /** How long Slack waits for the app's acknowledgement. */
  readonly ackTimeoutMs: number
  /** Pauses before an event that was not acknowledged is sent again. */
  readonly eventRetryMs: readonly number[]
  readonly triggerMs: number
  readonly responseUrlMs: number
  readonly responseUrlUses: number
  readonly errors: readonly CallFault[]
  readonly loseAnswers: readonly LostAnswer[]
}

/** Slack's own figures, as far as they are documented. */
export const defaultSettings: Settings = {
  messageIntervalMs: 1000,
  messageBurst: 1,
  updatesPerMinute: 50,
  perMinute: {},
  latencyMs: 0,
  // What the bot's own manifest asks for, and nothing more.
  scopes: [
    'commands',
    'chat:write',
    'channels:read',
    'channels:history',
    'groups:read',
    'groups:history',
    'im:write',
    'im:history',
    'metadata.message:read',
    'usergroups:read',
    'users:read',
  ],
  commands: ['/edgekv'],
  escapeCommands: false,
  ackTimeoutMs: 3000,
  eventRetryMs: [0, 60_000, 300_000],
  triggerMs: 3000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  errors: [],
  loseAnswers: [],
}
