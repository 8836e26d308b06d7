import type { Posted } from '../ports/messenger.ts'

/** What becomes of an owed message. */
export type Outcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'dropped'; readonly why: string }

const maxTries = 12

export const outcomeOf = (posted: Posted, tries: number): Outcome => {
  if (posted.kind === 'ok') return { kind: 'ok' }
  if (posted.kind === 'later') return { kind: 'later', afterMs: posted.afterMs }
  if (posted.kind === 'unknown' && tries < maxTries)
    return { kind: 'later', afterMs: Math.min(60_000, 1000 * 2 ** tries) }
  return { kind: 'dropped', why: posted.kind === 'unknown' ? 'no answer' : posted.why }
}

/** The worst of several. */
export const worstOf = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find((one) => one.kind === 'later') ?? outcomes.find((one) => one.kind === 'dropped') ?? { kind: 'ok' }

export const notConnected: Posted = { kind: 'refused', why: 'this platform is not connected' }
