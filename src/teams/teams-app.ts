import type { IncomingMessage, ServerResponse } from 'node:http'
import { sentenceView } from '../core/chat/views/words.ts'
import type { Conversations } from '../core/ports/conversations.ts'
import type { Inbox } from '../core/ports/inbox.ts'
import type { Log } from '../core/ports/log.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { answerRefresh, type RefreshDeps } from './answer-refresh.ts'
import { deliveryOf, type Incoming, incoming } from './incoming.ts'
import { nothingNewer, type Outcome } from './outcome.ts'
import { parseJson } from './parse-json.ts'
import { readBody } from './read-body.ts'
import { readRefresh, senderOf } from './read-incoming.ts'
import { rememberConversation } from './remember-conversation.ts'
import { createTurns } from './run-turn.ts'
import { sentences } from './sentences.ts'
import { asKnown, type Standing, standingOf } from './standing.ts'
import { takeActivity } from './take-activity.ts'
import type { TeamsOptions } from './teams-options.ts'
import { createBearerCheck } from './verify-bearer.ts'
import { whyForbidden } from './why-forbidden.ts'
import { within } from './within.ts'

export interface TeamsDeps extends RefreshDeps {
  readonly inbox: Inbox
  readonly conversations: Conversations
  readonly answer: Messenger['answer']
  readonly log: Log
  /** People are mapped by the address that Teams knows. */
  readonly withEmail?: boolean
  /** Told after a command became runnable. */
  readonly onReleased?: () => void
}

const redisMs = 300
const releaseMs = 500

const remember = async ({ conversations, log }: TeamsDeps, activity: Incoming): Promise<void> => {
  await within(redisMs, rememberConversation(conversations, activity)).catch(() =>
    log.warn('a teams conversation could not be saved'),
  )
}

/** A client's wish to draw a card anew, which a replay does not get: it would show somebody's own view. */
const refreshed = async (
  deps: TeamsDeps,
  activity: Incoming,
  asked: { readonly ref: string; readonly key: string },
  known: Standing,
) => {
  if (known.kind !== 'full') return nothingNewer
  const isNew = await within(redisMs, deps.inbox.see(deliveryOf(activity))).catch(() => false)
  return isNew === true
    ? answerRefresh(deps, activity, { ...asked, sender: asKnown(senderOf(activity), known) })
    : nothingNewer
}

const createDecide = (options: TeamsOptions, deps: TeamsDeps) => {
  const check = createBearerCheck(options)
  const turn = createTurns(options.appId)
  return async (request: IncomingMessage): Promise<Outcome> => {
    const bearer = options.insecureLocal ? undefined : await check(request.headers.authorization)
    if (bearer === undefined && !options.insecureLocal) return { status: 401 }
    const text = await readBody(request)
    const activity = text === undefined ? undefined : incoming.safeParse(parseJson(text)).data
    if (activity === undefined) return { status: 400 }
    const why = whyForbidden(activity, bearer, options)
    if (why !== undefined) {
      deps.log.warn('a teams delivery was refused', { why })
      return { status: 403 }
    }
    if (activity.id === undefined) return { status: 400 }
    const standing = async (): Promise<Standing> =>
      options.insecureLocal ? { kind: 'full' } : standingOf(deps.roster, activity, deps.withEmail === true)
    const refresh = readRefresh(activity)
    if (refresh !== undefined) return refreshed(deps, activity, refresh, await standing())
    let outcome: Outcome = { status: 200 }
    await turn(activity, async (line) => {
      outcome = await takeActivity({ ...deps, standing, onNew: () => remember(deps, activity) }, activity, line)
    })
    return outcome
  }
}

/** The second commit, which makes it runnable. Twice does no harm. */
const release = async (
  { inbox, answer, log, onReleased }: TeamsDeps,
  { id, reply }: NonNullable<Outcome['release']>,
): Promise<void> => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const done = await within(
      releaseMs,
      inbox.release(id).then(() => true),
    ).catch(() => false)
    if (done === true) return onReleased?.()
  }
  log.warn('a teams delivery was saved but perhaps not released')
  await answer(reply, sentenceView(sentences.unsure))
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
