import { setTimeout as wait } from 'node:timers/promises'
import { type Actor, actorOf } from '../actor.ts'
import type { Stage } from '../stage.ts'

/** Ten minutes take a second: activations are done at once, and the bot's own looks stay as fresh as its rules want. */
const working = 600
/** A day of soak takes a second. */
const soaking = 86_400

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
  await stage.control.rate(working)
}

/** A rotation of mkt_token1 that is held: the first activation of 4101 on production fails. */
export const holdOnProduction = async (stage: Stage, people: People, say: (line: string) => void): Promise<void> => {
  await stage.control.fail({ edgeWorkerId: 4101, network: 'PRODUCTION' }, 'ERROR')
  say('The first activation of 4101 on production is going to fail.')
  await askAndApprove(stage, people, 'rotate mkt_token1')
  await people.ana.reads(/Held/)
  say('The board says: held. The old token still works everywhere.')
}

/** Lets a day of soak pass in a second, once the board says that it has begun. */
export const passTheSoak = async (stage: Stage, { ana }: People): Promise<void> => {
  await ana.reads(/Running\*? – soak|going back: (\d+) of \1/)
  await stage.control.rate(soaking)
  await wait(1_100)
  await stage.control.rate(working)
}
