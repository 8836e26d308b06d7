import { checkView } from '../blocks/check-view.ts'
import type { DeliveryResult } from '../deliver/delivery.ts'
import { type Link, send } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { isObject, type JsonObject, objectOf, objectsOf, parseJson, stringOf } from '../json.ts'
import { describeView } from '../world/describe.ts'
import type { View } from '../world/view.ts'
import { addView, fillView, modalsOf, removeViews, replaceView } from '../world/views.ts'
import { record, type World } from '../world/world.ts'
import type { SubmitArgs, SubmitResult } from './driver.ts'
import { complaints, formState, typedIn } from './form-state.ts'
import { newTrigger } from './new-trigger.ts'
import { interactionBase, somebody } from './who.ts'

/** The modal of somebody, if it is the one on top. */
export const topModal = (world: World, user: string, viewId: string): View => {
  const top = modalsOf(world, user).at(-1)
  if (top?.id !== viewId) throw new Error(`${user} has no modal ${viewId} on top`)
  return top
}

const badAnswer = (world: World, result: DeliveryResult, why: string): SubmitResult => {
  const { body, status } = result
  const warnings = [why]
  record(world, { kind: 'response', name: 'view_submission', outcome: 'bad answer', status, sent: { body }, warnings })
  return { ...result, outcome: 'bad answer', errors: {} }
}

const showErrors = (world: World, view: View, answer: JsonObject, result: DeliveryResult): SubmitResult => {
  const ids = objectsOf(view.content['blocks']).map((block) => block['block_id'])
  const entries = Object.entries(objectOf(answer['errors']))
  if (entries.length === 0) return badAnswer(world, result, 'errors without an error')
  const stray = entries.find(([id]) => !ids.includes(id))
  if (stray !== undefined) return badAnswer(world, result, `no block ${stray[0]} in the view`)
  return { ...result, errors: Object.fromEntries(entries.map(([id, text]) => [id, stringOf(text) ?? ''])) }
}

const showView = (world: World, view: View, answer: JsonObject, result: DeliveryResult): SubmitResult => {
  const content = objectOf(answer['view'])
  const [problem] = checkView(content, 'modal')
  if (problem !== undefined) return badAnswer(world, result, problem)
  if (answer['response_action'] === 'push') addView(world, view.person, content, view)
  else replaceView(world, view, content)
  return { ...result, errors: {} }
}

/** Does what the acknowledgement asks for; an empty one closes the modal. */
const follow = (world: World, view: View, result: DeliveryResult): SubmitResult => {
  if (result.outcome !== 'ok') return { ...result, errors: {} }
  const answer = parseJson(result.body === '' ? '{}' : result.body)
  const action = isObject(answer) ? (answer['response_action'] ?? 'close') : undefined
  if (!isObject(answer) || action === undefined) return badAnswer(world, result, 'not a JSON object')
  if (action === 'errors') return showErrors(world, view, answer, result)
  if (action === 'update' || action === 'push') return showView(world, view, answer, result)
  if (action !== 'close' && action !== 'clear') return badAnswer(world, result, `response_action ${String(action)}`)
  const all = modalsOf(world, view.person).map(({ id }) => id)
  removeViews(world, action === 'clear' ? all : [view.id])
  return { ...result, errors: {} }
}

/** Submits a modal. Slack's client refuses incomplete forms itself. */
export const submitView = async (world: World, link: Link, args: SubmitArgs): Promise<SubmitResult> => {
  const person = somebody(world, args.user)
  const shown = topModal(world, args.user, args.viewId)
  const blocks = objectsOf(shown.content['blocks'])
  const view = fillView(world, shown, typedIn(blocks, args.values ?? {}))
  const errors = complaints(blocks, view.typed)
  if (Object.keys(errors).length > 0)
    return { deliveryId: '', status: 0, ms: 0, body: '', outcome: 'incomplete', errors }
  const payload: JsonObject = {
    type: 'view_submission',
    ...interactionBase(world, person),
    trigger_id: newTrigger(world, person.id, view.id),
    view: describeView(world, view, formState(blocks, view.typed)),
    response_urls: [],
  }
  return follow(world, view, await send(world, link, makeDelivery('interactive', payload, args)))
}
