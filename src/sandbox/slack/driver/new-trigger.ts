import { randomBytes } from 'node:crypto'
import { newId, type ResponseHook, type Trigger, type World } from '../world/world.ts'

const keep = 5_000

const addTo = <T>(map: Map<string, T>, id: string, item: T): void => {
  map.set(id, item)
  const [oldest] = map.keys()
  if (map.size > keep && oldest !== undefined) map.delete(oldest)
}

/** A fresh trigger_id for something that a person just did. */
export const newTrigger = (world: World, person: string, viewId?: string): string => {
  const id = `${Date.now()}.${newId(world, 'X')}.${randomBytes(16).toString('hex')}`
  const trigger: Trigger = { person, at: Date.now(), used: false, ...(viewId === undefined ? {} : { viewId }) }
  addTo(world.state.triggers, id, trigger)
  return id
}

/** A fresh response_url, with what it stands for. */
export const newHook = (
  world: World,
  about: Pick<ResponseHook, 'person' | 'channel' | 'threadTs' | 'originalTs'>,
): { readonly url: string; readonly hook: ResponseHook } => {
  const id = randomBytes(18).toString('base64url')
  const hook: ResponseHook = { ...about, at: Date.now(), uses: 0 }
  addTo(world.state.hooks, id, hook)
  return { url: `${world.url}/hooks/${id}`, hook }
}
