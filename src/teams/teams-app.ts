import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import { type Incoming, incoming, rootOf } from './incoming.ts'
import { readBody } from './read-body.ts'
import { readIncoming } from './read-incoming.ts'
import { createTurns } from './run-turn.ts'
import type { TeamsOptions } from './teams-options.ts'
import { createBearerCheck } from './verify-bearer.ts'
import { whyForbidden } from './why-forbidden.ts'
import { within } from './within.ts'

export interface TeamsDeps {
  readonly inbox: Inbox
  readonly conversations: Conversations
  readonly log: Log
  /** Told after a command became runnable. */
  readonly onReleased?: () => void
}

/** What goes back to Teams; `release` follows it. Never a word of the SDK. */
interface Outcome {
  readonly status: number
  readonly body?: unknown
  readonly release?: string
}

const saveMs = 300
const releaseMs = 500
const cannotSave = "I can't save this now; nothing has happened. Please try again in a minute."

const toast = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value })

/** Only the bot's own removal ends a conversation for it. */
const isGoodbye = (activity: Incoming): boolean =>
  (activity.type === 'installationUpdate' && activity.action?.startsWith('remove') === true) ||
  (activity.membersRemoved?.some(({ id }) => id === activity.recipient?.id) ?? false)

const remember = async ({ conversations }: TeamsDeps, activity: Incoming): Promise<void> => {
  const { conversation, serviceUrl, from } = activity
  if (conversation === undefined || serviceUrl === undefined) return
  const id = rootOf(conversation.id)
  if (isGoodbye(activity)) return conversations.remove(id)
  const personal = conversation.conversationType === 'personal' && from?.aadObjectId !== undefined
  await conversations.save({ id, serviceUrl, ...(personal ? { person: from.aadObjectId ?? '' } : {}) })
}

const take = async (deps: TeamsDeps, activity: Incoming, text: string): Promise<Outcome> => {
  const inbound = readIncoming(activity, text)
  if (inbound === undefined) return { status: 200 }
  const invoked = activity.type === 'invoke'
  if (activity.id === undefined) return { status: 400 }
  const saved = await within(saveMs, deps.inbox.save(`teams-${activity.id}`, inbound)).catch(() => undefined)
  if (saved?.kind === 'seen') return { status: 200, ...(invoked ? { body: toast('This was taken before.') } : {}) }
  if (saved?.kind === 'saved')
    return { status: 200, release: saved.id, ...(invoked ? { body: toast('Working on it…') } : {}) }
  return invoked ? { status: 200, body: toast(cannotSave) } : { status: 503 }
}

const parse = (text: string): Incoming | undefined => {
  try {
    return incoming.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const createDecide = (options: TeamsOptions, deps: TeamsDeps) => {
  const check = createBearerCheck(options)
  const turn = createTurns(options.appId)
  return async (request: IncomingMessage): Promise<Outcome> => {
    const bearer = options.insecureLocal ? undefined : await check(request.headers.authorization)
    if (bearer === undefined && !options.insecureLocal) return { status: 401 }
    const text = await readBody(request)
    const activity = text === undefined ? undefined : parse(text)
    if (activity === undefined) return { status: 400 }
    const why = whyForbidden(activity, bearer, options)
    if (why !== undefined) {
      deps.log.warn('a teams delivery was refused', { why })
      return { status: 403 }
    }
    await within(saveMs, remember(deps, activity)).catch(() => deps.log.warn('a teams conversation could not be saved'))
    let outcome: Outcome = { status: 200 }
    await turn(activity, async (line) => {
      outcome = await take(deps, activity, line)
    })
    return outcome
  }
}

const release = async ({ inbox, log, onReleased }: TeamsDeps, id: string): Promise<void> => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const done = await within(
      releaseMs,
      inbox.release(id).then(() => true),
    ).catch(() => false)
    if (done === true) return onReleased?.()
  }
  log.warn('a teams delivery was saved but perhaps not released')
}

const send = (response: ServerResponse, { status, body }: Outcome): void => {
  const text = body === undefined ? '' : JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text)
}

/**
 * Teams, inbound: answers `/api/messages`. Token, then our own checks, then the turn; save, acknowledge, release. What is
 * not in order gets 401, 403 or 400 and no word about why.
 */
export const createTeamsHandler = (options: TeamsOptions, deps: TeamsDeps) => {
  const decide = createDecide(options, deps)
  if (options.insecureLocal)
    deps.log.warn('TEAMS_INSECURE_LOCAL=1: Teams deliveries are not authenticated; loopback only')
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let outcome: Outcome
    try {
      outcome = await decide(request)
    } catch (error) {
      deps.log.warn('a teams delivery could not be taken', { why: error instanceof Error ? error.name : 'unknown' })
      outcome = { status: 503 }
    }
    const alive = !request.socket.destroyed
    send(response, outcome)
    if (alive && outcome.release !== undefined) await release(deps, outcome.release)
  }
}
