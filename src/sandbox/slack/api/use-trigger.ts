import { stringOf } from '../json.ts'
import type { Trigger } from '../world/world.ts'
import { type Call, missingArgument, type Refused, refuse } from './method.ts'

/** Spends a trigger_id: known, not older than three seconds, never used before. */
export const useTrigger = ({ world, args }: Call): Trigger | Refused => {
  const id = stringOf(args['trigger_id'])
  if (id === undefined) return missingArgument('trigger_id')
  const trigger = world.state.triggers.get(id)
  if (trigger === undefined) return refuse('invalid_trigger_id')
  if (trigger.used) return refuse('exchanged_trigger_id')
  if (Date.now() - trigger.at > world.state.settings.triggerMs) return refuse('expired_trigger_id')
  trigger.used = true
  return trigger
}
