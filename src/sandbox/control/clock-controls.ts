import { z } from 'zod'
import { durationMs } from '../clock/dates.ts'
import { json } from '../http/answer.ts'
import { settledNow } from '../sandbox-state.ts'
import { type ControlCall, ControlRefusal, type ControlRoute } from './control-call.ts'

const change = z.strictObject({
  advance: z.union([z.number(), z.string()]).optional(),
  rate: z.number().optional(),
  now: z.number().optional(),
})

const changeClock = ({ state, body }: ControlCall) => {
  const { advance, rate, now } = change.parse(body ?? {})
  const advanceMs = advance === undefined ? 0 : durationMs(advance)
  if (advanceMs === undefined) throw new ControlRefusal(`${advance} is no duration such as 1500, "15m" or "30d"`)
  const reading = state.clock.change({
    advanceMs,
    ...(rate === undefined ? {} : { rate }),
    ...(now === undefined ? {} : { now }),
  })
  if ('refused' in reading) throw new ControlRefusal(reading.refused)
  settledNow(state)
  return json(200, reading)
}

/** GET is served apart, because it can wait for a change. */
export const clockControls: readonly ControlRoute[] = [{ method: 'POST', pattern: '/clock', handle: changeClock }]
