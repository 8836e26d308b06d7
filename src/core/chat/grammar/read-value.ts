import type { OptionValue } from './command.ts'

/** A value read, or what is wrong with it in the words that follow "…must be", and what was probably meant. */
export type Read<T = OptionValue> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly must: string; readonly better?: string }

export const good = <T>(value: T): Read<T> => ({ ok: true, value })

/** `better` is dropped where there is none. */
export const bad = (must: string, better?: string): Read<never> => ({
  ok: false,
  must,
  ...(better === undefined ? {} : { better }),
})
