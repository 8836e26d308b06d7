import type { KnownBlock } from '@slack/types'
import type { View } from '../core/chat/views/view.ts'
import { clampSome } from './clamp.ts'
import { plainText } from './escape-mrkdwn.ts'
import { fitBlocks } from './fit-blocks.ts'
import { limits } from './limits.ts'

export interface SlackMessage {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** A message for Slack, always within its limits. `text` is what screen readers and notifications say. */
export const renderView = (view: View): SlackMessage => {
  const text = clampSome(plainText(view.summary), limits.summary)
  const blocks = fitBlocks(view.blocks, { blocks: limits.blocks, json: limits.messageJson })
  return { text, blocks: blocks.length > 0 ? blocks : [{ type: 'section', text: { type: 'mrkdwn', text } }] }
}

/** The same for App Home, which holds more. */
export const renderHome = (view: View): { type: 'home'; blocks: KnownBlock[] } => {
  const blocks = fitBlocks(view.blocks, { blocks: limits.viewBlocks, json: limits.viewJson })
  return { type: 'home', blocks: blocks.length > 0 ? blocks : renderView({ ...view, blocks: [] }).blocks }
}
