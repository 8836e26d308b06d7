import type { Answer } from '../http/answer.ts'

/** A part of a request as read, or the answer that refuses it. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly answer: Answer }

export const refused = (answer: Answer): { kind: 'refused'; answer: Answer } => ({ kind: 'refused', answer })
