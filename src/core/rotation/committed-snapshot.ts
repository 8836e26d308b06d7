import type { Committed, Held, PartId, Snapshot } from '../ports/records.ts'
import { isRecord } from './intent.ts'

type Ok = Extract<Committed, { kind: 'ok' }>

/** Whose the claim is does not matter to whoever holds it. */
const own = 'this worker'

const held = <T>({ value, claim, ver: before }: Held<T>, ver: number | undefined, isTaken: boolean): Held<T> => {
  const stands = isTaken ? own : claim
  return { value, ver: ver ?? before, ...(stands === undefined ? {} : { claim: stands }) }
}

/**
 * A record as a commit has left it that compared the versions of all of it: `after` is what was put, `taken` the part whose
 * intent it took. Pure.
 */
export const committedSnapshot = (after: Snapshot, { record, parts }: Ok, taken: PartId): Snapshot => ({
  record: held(after.record, record, isRecord(taken)),
  parts: new Map([...after.parts].map(([id, part]) => [id, held(part, parts[id], id === taken)])),
})
