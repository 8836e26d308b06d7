import { expect } from 'vitest'
import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'
import type { Someone } from './someone.ts'
import type { Story } from './start-story.ts'

/** The card of what somebody has just asked for, from the answer that she got. */
export const cardOfAsked = async (story: Story, asked: string): Promise<SeenMessage> => {
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  return story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
}

/** A rotation (`asked` is what follows the verb) that has made its token and is at work. */
export const runningRotation = async (
  story: Story,
  asked = 'mkt_token1',
  who: Someone = story.ana,
): Promise<SeenMessage> => {
  const card = await cardOfAsked(story, await who.clicks(await who.types(`rotate ${asked}`), 'ask'))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  return story.until(card, /new token \S+ created/)
}
