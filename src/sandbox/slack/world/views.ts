import { randomBytes } from 'node:crypto'
import { fillInIds } from '../blocks/fill-in-ids.ts'
import { type JsonObject, objectsOf } from '../json.ts'
import { keptOf, type Typed } from './typed.ts'
import type { View } from './view.ts'
import { changed, newId, type World } from './world.ts'

const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`

const withIds = (content: JsonObject): JsonObject => ({
  ...content,
  blocks: fillInIds(objectsOf(content['blocks'])),
})

/** Holds a new modal, on top of `below` if given, or an App Home. */
export const addView = (world: World, person: string, content: JsonObject, below?: View): View => {
  const id = newId(world, 'V')
  const view: View = {
    id,
    person,
    kind: content['type'] === 'home' ? 'home' : 'modal',
    content: withIds(content),
    hash: newHash(),
    rootId: below?.rootId ?? id,
    ...(below === undefined ? {} : { previousId: below.id }),
    typed: {},
  }
  world.state.views.set(id, view)
  changed(world)
  return view
}

const keep = (world: World, next: View): View => {
  world.state.views.set(next.id, next)
  changed(world)
  return next
}

/** Another content: what was put in stays only where the same field still is. */
export const replaceView = (world: World, view: View, content: JsonObject): View => {
  const next: View = { ...view, content: withIds(content), hash: newHash() }
  const [before, now] = [view, next].map((one) => objectsOf(one.content['blocks']))
  return keep(world, { ...next, typed: keptOf(view.typed, before ?? [], now ?? []) })
}

/** Holds what somebody put in; neither the hash nor what the app sent changes by that. */
export const fillView = (world: World, view: View, typed: Typed): View =>
  keep(world, { ...view, typed: { ...view.typed, ...typed } })

/** Somebody's modals, the one on top last. */
export const modalsOf = (world: World, person: string): readonly View[] =>
  [...world.state.views.values()].filter((view) => view.kind === 'modal' && view.person === person)

export const homeOf = (world: World, person: string): View | undefined =>
  [...world.state.views.values()].find((view) => view.kind === 'home' && view.person === person)

export const removeViews = (world: World, ids: readonly string[]): void => {
  for (const id of ids) world.state.views.delete(id)
  changed(world)
}
