import { expect } from 'vitest'
import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'
import type { Story } from './start-story.ts'

/** The card of what Ana has just asked for, from the answer that she got. */
export const cardOfAsked = async (story: Story, asked: string): Promise<SeenMessage> => {
  const id = /Asked as (R\d+)/.exec(asked)?.[1] ?? `none in: ${asked}`
  return story.ben.reads(new RegExp(`asks for this \\(${id}\\)`))
}

/** A rotation of the token that has made its own and is at work. */
export const runningRotation = async (story: Story, token = 'mkt_token1'): Promise<SeenMessage> => {
  const card = await cardOfAsked(story, await story.ana.clicks(await story.ana.types(`rotate ${token}`), 'ask'))
  expect(await story.ben.clicks(card, 'approve')).toMatch(/is approved/)
  return story.until(card, /new token \S+ created/)
}
