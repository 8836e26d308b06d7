import { blocksLength, checkMessageBlocks, maxBlocksLength } from '../blocks/check-blocks.ts'
import { fillInIds } from '../blocks/fill-in-ids.ts'
import { isObject, type Json, type JsonObject, objectsOf, stringOf } from '../json.ts'
import type { Content } from '../world/message.ts'
import { type Refused, refuse } from './method.ts'

export interface ReadContent {
  readonly ok: true
  readonly content: Content
  readonly warnings: readonly string[]
}

const maxText = 40_000
const advisedText = 4_000
const maxMetadata = 16_000

const readBlocks = (blocks: Json | undefined): readonly JsonObject[] | Refused => {
  if (blocks === undefined || blocks === null) return []
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format')
  const problems = checkMessageBlocks(blocks)
  if (problems.length > 0) return refuse('invalid_blocks', problems)
  if (blocksLength(blocks) > maxBlocksLength) return refuse('msg_blocks_too_long')
  return fillInIds(objectsOf(blocks))
}

const checkMetadata = (metadata: Json | undefined): Refused | undefined => {
  if (metadata === undefined) return undefined
  const well =
    isObject(metadata) && stringOf(metadata['event_type']) !== undefined && isObject(metadata['event_payload'])
  if (!well) return refuse('invalid_metadata_format')
  return JSON.stringify(metadata).length > maxMetadata ? refuse('metadata_too_large') : undefined
}

const warningsFor = (text: string): readonly string[] => [
  ...(text.trim() === '' ? ['missing_text_in_message'] : []),
  ...(text.length > advisedText ? ['text_longer_than_advised'] : []),
]

/** Text, blocks and metadata of a message, or why Slack would not take them. */
export const readContent = (args: JsonObject): ReadContent | Refused => {
  const text = stringOf(args['text']) ?? ''
  const blocks = readBlocks(args['blocks'])
  if ('ok' in blocks) return blocks
  const badMetadata = checkMetadata(args['metadata'])
  if (badMetadata !== undefined) return badMetadata
  if (text.trim() === '' && blocks.length === 0) return refuse('no_text')
  if (text.length > maxText) return refuse('msg_too_long')
  const { metadata } = args
  const content: Content = { text, blocks, ...(isObject(metadata) ? { metadata } : {}) }
  return { ok: true, content, warnings: warningsFor(text) }
}
