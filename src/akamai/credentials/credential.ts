import type { Secret } from '../../core/token/secret.ts'

/** One EdgeGrid API client. */
export interface Credential {
  /** The section it was read from, for messages. */
  readonly section: string
  /** Host, with a port where it has one; no scheme. */
  readonly host: string
  readonly clientToken: Secret
  readonly accessToken: Secret
  readonly clientSecret: Secret
}

export const credentialKeys = ['host', 'client_token', 'access_token', 'client_secret'] as const
export type CredentialKey = (typeof credentialKeys)[number]

/** Raw values by key, from the file or the environment. */
export type CredentialValues = Readonly<Partial<Record<CredentialKey, string>>>

export interface CredentialProblem {
  readonly code:
    | 'file-missing'
    | 'section-missing'
    | 'key-missing'
    | 'environment-incomplete'
    | 'placeholder'
    | 'host-invalid'
  /** What is wrong; names keys, never their values. */
  readonly sentence: string
  /** What to do. */
  readonly advice: string
}
