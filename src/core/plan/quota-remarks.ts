import type { ActivationsToday } from '../ports/quota.ts'
import type { Remark } from './plan.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The day of UTC on which the last of so many too many fits. */
const fitsOn = (tooMany: number, perDay: number, now: number): string =>
  new Date(now + Math.ceil(tooMany / Math.max(1, perDay)) * dayMs).toISOString().slice(0, 10)

/** What today's activations are too few for: the plan itself, or also going back. */
export const quotaRemarks = ({
  needed,
  activations: { left, perDay },
  now,
}: {
  readonly needed: number
  readonly activations: ActivationsToday
  readonly now: number
}): readonly Remark[] => {
  if (needed > left)
    return [
      {
        code: 'over-quota',
        sentence: `${needed} activations are needed; ${left} are left today. All of them fit by ${fitsOn(needed - left, perDay, now)} (UTC).`,
        advice:
          'What is left over goes on by itself on the days after. Ask on a quieter day if it must be done in one.',
      },
    ]
  return needed * 2 > left && needed > 0
    ? [
        {
          code: 'no-way-back-today',
          sentence: `Going back would need more activations than the ${left} left today.`,
          advice: 'Start it early in the day, or be ready to finish going back tomorrow.',
        },
      ]
    : []
}
