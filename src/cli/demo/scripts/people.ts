import { type Actor, actorOf } from '../actor.ts'
import type { Stage } from '../stage.ts'

/** A day of soak takes a second. */
export const dayPerSecond = 86_400

export interface People {
  readonly ana: Actor
  readonly ben: Actor
}

export const peopleOf = (stage: Stage, say: (line: string) => void): People => ({
  ana: actorOf(stage.sandbox.slack.driver, 'U0ANA', 'Ana', say),
  ben: actorOf(stage.sandbox.slack.driver, 'U0BEN', 'Ben', say),
})

/** Ana asks, Ben approves; from there on the clock runs fast. */
export const askAndApprove = async (stage: Stage, { ana, ben }: People, line: string): Promise<void> => {
  await stage.control.mark()
  await ana.type(line)
  await ana.clicks('ask')
  await ben.clicks('approve')
  await stage.control.rate(dayPerSecond)
}
