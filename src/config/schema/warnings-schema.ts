import { z } from 'zod'
import { days, listOf, oneOf, timeOfDay } from './scalars.ts'

const falling = (a: number, b: number): number => b - a

const thresholds = listOf(days, 'days such as [30d, 7d, 0d]')
  .min(1, 'at least one threshold')
  .refine((all) => new Set(all).size === all.length, 'each threshold once')
  .prefault(['30d', '14d', '7d', '3d', '1d', '0d'])
  .transform((all) => [...all].sort(falling))

const level = oneOf('mention-owner', 'on-call', 'page')

const escalate = z
  .record(z.string().regex(/^\d{1,3}d$/, 'a number of days such as 7d'), level, {
    error: 'a mapping of days to mention-owner, on-call or page',
  })
  .default({ '7d': 'mention-owner', '3d': 'on-call', '0d': 'page' })
  .transform((steps) =>
    Object.entries(steps)
      .map(([from, step]) => ({ fromDays: Number.parseInt(from, 10), level: step }))
      .sort((a, b) => falling(a.fromDays, b.fromDays)),
  )

export const warningsSchema = z
  .strictObject(
    {
      thresholds: thresholds.describe('Days before a token dies.'),
      escalate: escalate.describe('Each holds from its threshold on down, and adds up.'),
      digestAt: timeOfDay.prefault('09:00 UTC').describe('When each channel gets its digest.'),
    },
    { error: 'a mapping of thresholds, escalate and digestAt' },
  )
  .prefault({})
