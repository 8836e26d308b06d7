import { pollOf } from './poll.ts'
import type { ActionRecord } from './record.ts'

/** To somebody who comes too late for a vote. */
export const lapsedSentence = (record: ActionRecord): string =>
  pollOf(record)?.about === 'production'
    ? `Nobody decided in time. Ask again first: /edgekv retry ${record.id}.`
    : `${record.id} lapsed: nobody decided in time. ${record.asker.name} can ask again.`
