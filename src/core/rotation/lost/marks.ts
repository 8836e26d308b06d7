import type { ActionRecord } from '../../request/record.ts'

const inVersion = /-([a-z2-7]{4}\d{1,9})\.\d{1,9}$/

/** The mark at the end of a version string such as `1.2.3-k7qx42.1`. */
export const markIn = (version: string): string | undefined => inVersion.exec(version)?.[1]

/** The part of a mark that one Redis has in common: four letters. */
const tagOf = (mark: string): string => mark.slice(0, 4)

/** Whether a mark is known: made with this very Redis, or taken over by one of its records. */
export const knownMarks = (records: readonly ActionRecord[]): ((mark: string) => boolean) => {
  const tags = new Set(records.map((record) => tagOf(record.mark)))
  const adopted = new Set(records.flatMap((record) => record.ask.mark ?? []))
  return (mark) => tags.has(tagOf(mark)) || adopted.has(mark)
}
