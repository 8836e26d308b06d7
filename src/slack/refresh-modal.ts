import { createHash } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Form } from '../core/chat/views/view.ts'
import type { Drafts, Shown, Turn } from '../core/ports/drafts.ts'
import type { ReplyHandle } from '../core/ports/messenger.ts'
import { createBudget } from './pace.ts'
import { renderForm } from './render-form.ts'
import { replyData } from './reply-data.ts'
import { type SlackFailure, slackFailure } from './slack-failure.ts'
import { wait } from './wait.ts'

export interface RefreshTools {
  readonly client: WebClient
  readonly drafts: Drafts
}

/** `draw`: the form as it is to look now. */
type Draw = () => Promise<Form | undefined>

interface Open {
  readonly view: string
  readonly hash: string | undefined
  readonly at: number
  readonly channel: string | undefined
}

/** Slack's `action_ts` is seconds with six decimals: as microseconds it is a whole number that a double holds. */
const momentOf = (text: string | undefined): number => Math.round(Number(text ?? Number.NaN) * 1_000_000)

const openIn = (reply: ReplyHandle): Open | undefined => {
  const data = replyData(reply)
  const at = momentOf(data?.at)
  if (data?.view === undefined || !Number.isSafeInteger(at)) return undefined
  return { view: data.view, hash: data.hash, at, channel: data.channel }
}

/** Between two updates of one form: as fast as people read, and far from what Slack takes (tier 4, 100 a minute). */
const pauseMs = 700
const updatesAtOnce = 20
const updatesPerMinute = 80
const lookEveryMs = 100
/** Longer nobody waits for a remark; the form is looked at again once it is sent. */
const patienceMs = 4_000

const myTurn = async (
  drafts: Drafts,
  { view, at }: Open,
  until: number,
): Promise<Extract<Turn, { kind: 'mine' }> | undefined> => {
  while (Date.now() < until) {
    const turn = await drafts.begin(view, at)
    if (turn.kind === 'superseded') return undefined
    if (turn.kind === 'mine') return turn
    await wait(lookEveryMs)
  }
  return undefined
}

const digestOf = (view: object): string => createHash('sha256').update(JSON.stringify(view)).digest('base64url')

type Updated = { readonly kind: 'ok'; readonly hash: string } | SlackFailure

const isConflict = (updated: Updated): boolean => updated.kind === 'said' && updated.code === 'hash_conflict'

/**
 * Updates it only from the state it is in: the one that our last update left. Where the process that made that update died
 * before it could say so, what was typed since tells the state.
 */
const update = async (
  client: WebClient,
  { view: id, hash }: Open,
  view: ReturnType<typeof renderForm>,
  shown: Shown | undefined,
): Promise<Updated> => {
  const from = async (state: string | undefined): Promise<Updated> => {
    try {
      const answer = await client.views.update({ view_id: id, view, ...(state === undefined ? {} : { hash: state }) })
      return { kind: 'ok', hash: answer.view?.hash ?? '' }
    } catch (error) {
      return slackFailure(error)
    }
  }
  const first = await from(shown?.version ?? hash)
  return isConflict(first) && shown !== undefined && hash !== shown.version ? from(hash) : first
}

/** What became of one turn. `again`: it is not shown yet, and may be after the pause. */
interface Done {
  readonly pauseMs: number
  readonly shown?: Shown
  readonly again?: true
}

const show = async ({ client }: RefreshTools, open: Open, draw: Draw, shown: Shown | undefined): Promise<Done> => {
  const form = await draw()
  if (form === undefined) return { pauseMs: 0 }
  const view = renderForm(form, open.channel)
  const digest = digestOf(view)
  if (digest === shown?.digest) return { pauseMs: 0 }
  const updated = await update(client, open, view, shown)
  if (updated.kind === 'ok') return { pauseMs, shown: { version: updated.hash, digest } }
  if (updated.kind === 'limited') return { pauseMs: updated.afterMs, again: true }
  return { pauseMs }
}

/**
 * Shows an open modal as it is to look now. What was typed stays, for every field keeps its ids; what is older than the
 * newest keystroke is never shown, and a closed modal is left alone.
 */
export const createRefreshModal = (tools: RefreshTools) => {
  const budget = createBudget(updatesAtOnce, updatesPerMinute)
  const take = async (open: Open, draw: Draw, shown: Shown | undefined): Promise<Done> => {
    let done: Done = { pauseMs }
    try {
      const waitMs = budget.take()
      done = waitMs > 0 ? { pauseMs: waitMs, again: true } : await show(tools, open, draw, shown)
    } finally {
      await tools.drafts.end(open.view, done.pauseMs, done.shown)
    }
    return done
  }
  return async (reply: ReplyHandle, draw: Draw): Promise<void> => {
    const open = openIn(reply)
    const until = Date.now() + patienceMs
    for (let isOwed = open !== undefined; open !== undefined && isOwed; ) {
      const turn = await myTurn(tools.drafts, open, until)
      isOwed = turn !== undefined && (await take(open, draw, turn.shown)).again === true
    }
  }
}
