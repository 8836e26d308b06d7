import type { App } from '@slack/bolt'
import type { z } from 'zod'
import { formErrors } from '../core/chat/form-errors.ts'
import type { Messenger } from '../core/ports/messenger.ts'
import { type Arrival, arrivalKey } from './create-receiver.ts'
import { deliveryId } from './delivery-id.ts'
import { clickPayload, commandPayload, homePayload, submissionPayload } from './payloads.ts'
import { readAnswers } from './read-answers.ts'
import { type Reading, readClick, readCommand, readHome, readSubmission, readTyping } from './read-delivery.ts'
import { replyHandle } from './reply-data.ts'
import { type Delivery, type TakeDeps, takeDelivery } from './take-delivery.ts'

export interface ListenDeps extends TakeDeps {
  readonly messenger: Pick<Messenger, 'answer'>
}

type Bag = Readonly<Record<string, unknown>>

/** A delivery that is signed and yet not of Slack's shape: answered 400. */
class BadPayload extends Error {
  override readonly name = 'BadPayload'
}

const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body)
  if (!result.success) throw new BadPayload('not a payload of Slack')
  return result.data
}

const arrivalIn = (context: Bag): Arrival => {
  const arrival = context[arrivalKey]
  return typeof arrival === 'object' && arrival !== null && 'alive' in arrival
    ? (arrival as Arrival)
    : { alive: () => true }
}

interface Came {
  readonly body: object
  readonly context: Bag
  readonly reading: Reading
  readonly acknowledge: () => Promise<void>
  readonly refuse?: (sentence: string) => Promise<void>
}

const deliver = (deps: ListenDeps, { body, context, reading, acknowledge, refuse }: Came): Promise<void> => {
  const arrival = arrivalIn(context)
  const tell = async (text: string): Promise<void> => {
    // App Home and forms show by themselves what there is to say.
    if (reading.reply.home === 'yes' || reading.reply.view !== undefined) return
    const view = { summary: text, blocks: [{ kind: 'text' as const, text: [text] }] }
    await deps.messenger.answer(replyHandle(reading.reply), view)
  }
  const delivery: Delivery = {
    id: deliveryId(body, arrival.signature, arrival.envelope),
    reading,
    alive: arrival.alive,
    acknowledge,
    refuse:
      refuse ??
      (async (sentence) => {
        await acknowledge()
        await tell(sentence)
      }),
    tell,
  }
  return takeDelivery(deps, delivery)
}

const onCommand = (app: App, deps: ListenDeps): void =>
  app.command(/^\/edgekv/, async ({ body, ack, context }) =>
    deliver(deps, {
      body,
      context,
      reading: readCommand(read(commandPayload, body)),
      acknowledge: () => ack(),
      refuse: (text) => ack({ response_type: 'ephemeral', text }),
    }),
  )

const onClick = (app: App, deps: ListenDeps): void => {
  app.action(/^/, async ({ body, ack, context }) => {
    const acknowledge = () => ack()
    const payload = read(clickPayload, body)
    const reading = readClick(payload) ?? readTyping(payload)
    return reading === undefined ? acknowledge() : deliver(deps, { body, context, reading, acknowledge })
  })
}

const onSubmission = (app: App, deps: ListenDeps): void =>
  app.view({ type: 'view_submission', callback_id: /^/ }, async ({ body, ack, context }) => {
    const payload = read(submissionPayload, body)
    const reading = readSubmission(payload)
    if (reading === undefined) return ack()
    const errors = formErrors(payload.view.callback_id, readAnswers(payload.view.state.values))
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors })
    const field = Object.keys(payload.view.state.values)[0]
    const refuse = (text: string): Promise<void> =>
      field === undefined ? ack() : ack({ response_action: 'errors', errors: { [field]: text } })
    return deliver(deps, { body, context, reading, acknowledge: () => ack(), refuse })
  })

const onHome = (app: App, deps: ListenDeps): void => {
  app.event('app_home_opened', async ({ body, context }) => {
    const reading = readHome(read(homePayload, body))
    if (reading === undefined) return
    await deliver(deps, { body, context, reading, acknowledge: async () => {} })
  })
}

/** One listener each for commands, buttons, forms and App Home; everything else is acknowledged and left alone. */
export const listen = (app: App, deps: ListenDeps): void => {
  onCommand(app, deps)
  onClick(app, deps)
  onSubmission(app, deps)
  onHome(app, deps)
  app.view({ type: 'view_closed', callback_id: /^/ }, async ({ ack }) => ack())
  app.shortcut(/^/, async ({ ack }) => ack())
}
