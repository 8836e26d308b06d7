import { onTestFinished } from 'vitest'
import { type AccountAccess, type AkamaiOptions, createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import type { Credential } from '../../../src/akamai/credentials/credential.ts'
import { Secret } from '../../../src/core/token/secret.ts'
import { keepLog } from './logged.ts'

/** An API client of a test; the words are told apart by their section. */
export const credentialOf = (section: string): Credential => ({
  section,
  host: 'akab-host.luna.akamaiapis.net',
  clientToken: Secret.of(`akab-client-${section}`),
  accessToken: Secret.of(`akab-access-${section}`),
  clientSecret: Secret.of(`c2VjcmV0LW9mLXRoZS10ZXN0-${section}`),
})

export const wallClock = { now: () => Date.now() }

/** The account `acme` of a client that talks to `baseUrl`; closed when the test is over. */
export const akamaiFor = (
  baseUrl: string,
  changes: Partial<AccountAccess> = {},
  options: Partial<AkamaiOptions> = {},
) => {
  const log = keepLog()
  const account: AccountAccess = {
    name: 'acme',
    credentials: { production: credentialOf('default') },
    generation: 'auto-refreshing',
    ...changes,
  }
  const akamai = createAkamai({
    accounts: [account],
    clock: wallClock,
    log,
    ...options,
    http: { baseUrl, ...options.http },
  })
  onTestFinished(() => akamai.close())
  return { akamai, log, ...akamai.of('acme') }
}
