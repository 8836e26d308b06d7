import type { KnownBlock } from '@slack/types'
import type { Block } from '../core/chat/views/view.ts'
import { type Room, renderBlock } from './render-block.ts'

export interface Budget {
  readonly blocks: number
  readonly json: number
}

const rooms: readonly Room[] = [
  { text: 3_000, lines: 400 },
  { text: 2_000, lines: 100 },
  { text: 1_000, lines: 40 },
  { text: 500, lines: 20 },
  { text: 250, lines: 10 },
  { text: 120, lines: 5 },
]

const sizeOf = (blocks: readonly KnownBlock[]): number => JSON.stringify(blocks).length

const fits = (blocks: readonly KnownBlock[], budget: Budget): boolean =>
  blocks.length <= budget.blocks && sizeOf(blocks) <= budget.json

const more = (count: number): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: `…and ${count} more ${count === 1 ? 'part' : 'parts'} of this message` }],
})

/** What goes first when not all fits: texts, then fields, and what people can press last. */
const worth = (block: KnownBlock): number => (block.type === 'actions' ? 2 : block.type === 'input' ? 1 : 0)

/** Takes the last of the least worthy away, but the first block, which says what all is about, only at the end. */
const shorten = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  const least = Math.min(...blocks.slice(1).map(worth))
  const at = blocks.findLastIndex((block, index) => index > 0 && worth(block) === least)
  return blocks.toSpliced(Math.max(at, 0), 1)
}

const cut = (blocks: readonly KnownBlock[], budget: Budget): KnownBlock[] => {
  const inner = { blocks: budget.blocks - 1, json: budget.json - 200 }
  let kept = [...blocks]
  while (kept.length > 0 && !fits(kept, inner)) kept = shorten(kept)
  return [...kept, more(blocks.length - kept.length)]
}

/** All blocks where they fit; else with less of each, `…and N more`; at last with whole blocks left out, and said so. */
export const fitBlocks = (blocks: readonly Block[], budget: Budget): KnownBlock[] => {
  let rendered: KnownBlock[] = []
  for (const room of rooms) {
    rendered = blocks.flatMap((block) => renderBlock(block, room))
    if (fits(rendered, budget)) return rendered
  }
  return cut(rendered, budget)
}
