import type { RecordKey } from '../../ports/records.ts'

/** A record as a button carries it: `acme/R42`. */
export const refOf = ({ account, id }: RecordKey): string => `${account}/${id}`

/** The record that a button means, or undefined when it is none. */
export const keyOf = (ref: string): RecordKey | undefined => {
  const match = /^([^/\s]{1,100})\/(R\d{1,12})$/.exec(ref)
  return match?.[1] === undefined || match[2] === undefined ? undefined : { account: match[1], id: match[2] }
}
