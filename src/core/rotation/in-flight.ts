import type { Part } from '../request/part.ts'

/** Akamai is at work on it. */
export const isInFlight = (part: Part): boolean => {
  if (part.kind === 'target') return part.state === 'activating' || part.state === 'restoring'
  return part.kind === 'new-token' && part.state === 'creating'
}

/** Its outcome is awaited: in flight, or out without an answer, and not told as trouble yet. */
export const isAwaited = (part: Part): boolean =>
  part.trouble === undefined && (isInFlight(part) || part.unsure === true)
