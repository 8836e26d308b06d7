import type { Secret } from '../../token/secret.ts'

/** Where something stands in the text: offsets in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What gives access: a `value` (kept as a secret) or a `reference` (the token's uuid). */
export type EntryCredential =
  | { readonly kind: 'value'; readonly value: Secret }
  | { readonly kind: 'reference'; readonly uuid: string }

/** One entry of the token map. `fieldKey`: the key token `value` or `reference`; `field`: the literal behind it. */
export interface TokenEntry {
  readonly key: string
  readonly name: string
  readonly credential?: EntryCredential
  /** Other literal fields, as `key: JSON`; they are carried along. */
  readonly others: readonly string[]
  readonly spans: {
    readonly key: Span
    readonly name?: Span
    readonly fieldKey?: Span
    readonly field?: Span
  }
}

/** The text that gives access: a JWT or a uuid. For comparing only. */
export const credentialText = (credential: EntryCredential | undefined): string | undefined =>
  credential?.kind === 'value' ? credential.value.reveal() : credential?.uuid
