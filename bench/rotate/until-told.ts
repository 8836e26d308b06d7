import type { RedisConnection } from '../../src/store/connect.ts'
import { keys } from '../../src/store/keys.ts'
import { listOf, textOf, textsOf } from '../../src/store/replies.ts'

const waitMs = 60_000

/** One answer of XREAD, a flat list of one stream and its entries: the last id, and the texts of all. */
const readAnswer = (answer: unknown): { readonly last: string; readonly texts: readonly string[] } => {
  const entries = listOf(listOf(answer)[1]).map(listOf)
  return { last: textOf(entries.at(-1)?.[0]), texts: entries.flatMap((entry) => textsOf(entry[1])) }
}

/**
 * Waits for an event of an empty Redis' first record, without a look in between that would cost time. Nor is anybody woken
 * for what is told before `from` (wall ms): the sandbox lives in this process, and would have to wait for that.
 */
export const untilTold = async (redis: RedisConnection, what: string, from: number): Promise<void> => {
  for (let last = `${from}`; ; ) {
    const answer = await redis.call('XREAD', 'BLOCK', waitMs, 'STREAMS', keys.allEvents, last)
    if (answer === null) throw new Error(`${what} never came`)
    const read = readAnswer(answer)
    if (read.texts.some((text) => text.includes(`"${what}"`))) return
    last = read.last
  }
}
