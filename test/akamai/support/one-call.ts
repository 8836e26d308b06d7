// Run as a process of its own: creates one token at the given server and says so.
import { createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import type { Credential } from '../../../src/akamai/credentials/credential.ts'
import { Secret } from '../../../src/core/token/secret.ts'

const production: Credential = {
  section: 'default',
  host: 'akab-host.luna.akamaiapis.net',
  clientToken: Secret.of('akab-client-default'),
  accessToken: Secret.of('akab-access-default'),
  clientSecret: Secret.of('c2VjcmV0LW9mLXRoZS10ZXN0-default'),
}
const quiet = () => {}
const akamai = createAkamai({
  accounts: [{ name: 'acme', credentials: { production }, generation: 'expiring' }],
  clock: { now: () => Date.now() },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  http: { baseUrl: process.argv[2] ?? '' },
})
const scope = { namespaces: { a: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] }
const { kind } = await akamai.of('acme').edgeKv.createToken({ name: 'mkt', scope })
await akamai.close()
console.log(kind)
