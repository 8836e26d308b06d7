import { checkView } from '../blocks/check-view.ts'
import { type Json, type JsonObject, objectOf, stringOf } from '../json.ts'
import { describeView } from '../world/describe.ts'
import type { View } from '../world/view.ts'
import { addView, homeOf, modalsOf, replaceView } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { type Answer, type Call, done, type Method, missingArgument, type Refused, refuse, tier } from './method.ts'
import { useTrigger } from './use-trigger.ts'

const maxViewLength = 250_000
const maxStack = 3

const readView = (world: World, sent: Json | undefined, kind: View['kind'], own?: View): JsonObject | Refused => {
  const content = objectOf(sent)
  if (sent === undefined) return missingArgument('view')
  const problems = checkView(content, kind)
  if (problems.length > 0) return refuse('invalid_arguments', problems)
  const externalId = stringOf(content['external_id']) ?? ''
  const taken = [...world.state.views.values()].some(
    (view) => view.id !== own?.id && view.content['external_id'] === externalId,
  )
  if (externalId !== '' && taken) return refuse('duplicate_external_id')
  return JSON.stringify(content).length > maxViewLength ? refuse('view_too_large') : content
}

const isRefused = (value: JsonObject | Refused): value is Refused => value['ok'] === false

const answer = (world: World, view: View): Answer => done({ view: describeView(world, view) }, { person: view.person })

/** The modal is checked before the trigger is spent, so that a corrected call can still use it. */
const openModal = (call: Call, push: boolean): Answer => {
  const { world, args } = call
  const content = readView(world, args['view'], 'modal')
  if (isRefused(content)) return content
  const trigger = useTrigger(call)
  if ('ok' in trigger) return trigger
  const stack = modalsOf(world, trigger.person)
  const below = push ? stack.find((view) => view.id === trigger.viewId) : undefined
  if (push && below === undefined) return refuse('invalid_trigger_id')
  if (push && stack.length >= maxStack) return refuse('push_limit_reached')
  if (!push) for (const view of stack) world.state.views.delete(view.id)
  return answer(world, addView(world, trigger.person, content, below))
}

const findView = (world: World, args: JsonObject): View | undefined => {
  const externalId = stringOf(args['external_id'])
  const byId = world.state.views.get(stringOf(args['view_id']) ?? '')
  if (byId !== undefined || externalId === undefined) return byId
  return [...world.state.views.values()].find((view) => view.content['external_id'] === externalId)
}

const moved = (view: View, args: JsonObject): boolean => {
  const hash = stringOf(args['hash'])
  return hash !== undefined && hash !== view.hash
}

const update = ({ world, args }: Call): Answer => {
  const view = findView(world, args)
  if (view === undefined) return refuse('not_found')
  const content = readView(world, args['view'], view.kind, view)
  if (isRefused(content)) return content
  return moved(view, args) ? refuse('hash_conflict') : answer(world, replaceView(world, view, content))
}

const publish = ({ world, args }: Call): Answer => {
  const person = stringOf(args['user_id'])
  if (person === undefined) return missingArgument('user_id')
  if (!world.state.people.has(person)) return refuse('invalid_arguments', ['[ERROR] unknown user_id'])
  const home = homeOf(world, person)
  const content = readView(world, args['view'], 'home', home)
  if (isRefused(content)) return content
  if (home === undefined) return answer(world, addView(world, person, content))
  return moved(home, args) ? refuse('hash_conflict') : answer(world, replaceView(world, home, content))
}

const view = (run: Method['run']): Method => ({ scopes: [], perMinute: tier.four, run })

export const viewsOpen = view((call) => openModal(call, false))
export const viewsPush = view((call) => openModal(call, true))
export const viewsUpdate = view(update)
export const viewsPublish = view(publish)
