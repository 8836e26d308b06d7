import { z } from 'zod'
import { type Json, type JsonObject, objectOf, toJson } from '../json.ts'
import type { SlackSandbox } from '../slack-sandbox.ts'
import { controlSchemas as schemas } from './control-schemas.ts'

/** What became of a control request: something to answer, or what was wrong with it. */
export type Controlled =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly status: number; readonly error: string }

export type Handler = (input: Json) => Promise<Controlled>

const describe = (issue: z.core.$ZodIssue): string => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`

/** What people cannot do comes back as 409 with a sentence. */
const handler =
  <T>(schema: z.ZodType<T>, run: (args: T) => unknown): Handler =>
  async (input) => {
    const parsed = schema.safeParse(input)
    if (!parsed.success) return { ok: false, status: 400, error: parsed.error.issues.map(describe).join('; ') }
    try {
      const result = await run(parsed.data)
      return { ok: true, body: typeof result === 'object' && result !== null ? toJson(result) : {} }
    } catch (error) {
      return { ok: false, status: 409, error: error instanceof Error ? error.message : 'failed' }
    }
  }

/** All control requests, by the last part of their path. */
export const controlHandlers = (slack: SlackSandbox): ReadonlyMap<string, Handler> =>
  new Map([
    ['connect', handler(schemas.connect, async (args) => ({ connected: await slack.connect(args) }))],
    ['command', handler(schemas.command, slack.driver.command)],
    ['click', handler(schemas.click, slack.driver.click)],
    ['submit-view', handler(schemas.submitView, slack.driver.submitView)],
    ['close-view', handler(schemas.closeView, slack.driver.closeView)],
    ['open-home', handler(schemas.openHome, slack.driver.openHome)],
    ['say', handler(schemas.say, slack.driver.say)],
    ['event', handler(schemas.event, (args) => slack.driver.event(objectOf(toJson(args))))],
    ['replay', handler(schemas.replay, ({ deliveryId }) => slack.driver.replay(deliveryId))],
    ['disconnect-sockets', handler(schemas.disconnectSockets, ({ reason }) => slack.disconnectSockets(reason))],
    ['settings', handler(schemas.settings, slack.settings)],
    ['change', handler(schemas.change, slack.change)],
    ['seed', handler(schemas.seed, slack.reset)],
    ['reset', handler(z.unknown(), () => slack.reset())],
  ])
