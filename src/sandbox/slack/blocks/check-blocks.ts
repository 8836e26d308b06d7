import { type Json, objectsOf } from '../json.ts'
import { messageBlock, viewBlock } from './block-shapes.ts'
import { type Check, list, problem, repeated } from './check.ts'

const check = (blocks: Json, item: Check, min: number, max: number, at: string): readonly string[] => {
  const problems: string[] = []
  list(item, min, max)(blocks, at, problems)
  for (const id of repeated(objectsOf(blocks), 'block_id'))
    problems.push(problem(`block_id "${id}" already exists`, at))
  return problems
}

/** What Slack would refuse in a message's blocks, in the words of `response_metadata.messages`. */
export const checkMessageBlocks = (blocks: Json): readonly string[] => check(blocks, messageBlock, 0, 50, '/blocks')

/** The same for the blocks of a modal or an App Home. */
export const checkViewBlocks = (blocks: Json): readonly string[] => check(blocks, viewBlock, 1, 100, '/view/blocks')

/** Above this Slack answers `msg_blocks_too_long`; it is not documented. */
export const maxBlocksLength = 13_200

export const blocksLength = (blocks: Json): number => JSON.stringify(blocks).length
