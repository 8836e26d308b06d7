import { z } from 'zod'
import { anyText, count, duration, listOf, oneOf, text } from './scalars.ts'

const section = text(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a section of the .edgerc, such as default')

const credentials = z
  .strictObject(
    {
      production: section.default('default').describe('Uploads, downloads, everything that is not the line below.'),
      staging: section.exactOptional().describe('STAGING activations, and tokens allowed on staging alone.'),
    },
    { error: 'a mapping of production and staging to sections of the .edgerc' },
  )
  .prefault({})
  .describe('Sections of the .edgerc, or environment variables AKAMAI_<SECTION>_*.')

const account = z
  .strictObject(
    {
      name: text(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'a name of 1 to 32 letters, digits, _ and -').describe(
        'Part of every key, id, plan, card and event; acme/mkt_token1 where names collide.',
      ),
      credentials,
      accountSwitchKey: anyText('an account switch key').exactOptional().describe('For clients of several accounts.'),
      generation: oneOf('auto-refreshing', 'expiring').default('auto-refreshing').describe('What it issues today.'),
      scanEvery: duration({ min: '1m', max: '7d' })
        .prefault('1h')
        .describe('The full scan. The token list, one call, is read every 5 min.'),
      tokenLimit: count(1, 100_000).exactOptional().describe("The account's own limit, for the quota radar."),
    },
    { error: 'an account: a mapping with a name' },
  )
  .transform(({ scanEvery, ...rest }) => ({ ...rest, scanEveryMs: scanEvery }))

export const accountsSchema = listOf(account, 'accounts').min(1, 'at least one account')
