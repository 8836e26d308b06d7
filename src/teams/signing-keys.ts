import { z } from 'zod'
import { openIdUrlOf, type TeamsOptions } from './teams-options.ts'

const metadata = z.object({ jwks_uri: z.url() })
const keySet = z.object({
  keys: z
    .array(z.looseObject({ kid: z.string(), kty: z.literal('RSA'), endorsements: z.array(z.string()).optional() }))
    .max(500),
})
export type SigningKey = z.infer<typeof keySet>['keys'][number]

const keptMs = 24 * 60 * 60_000
/** A key that nobody has heard of makes us look anew, but not more often than this. */
const unknownMs = 60 * 60_000
/** Deliveries that come while the keys cannot be read must not make us ask for each of them. */
const failedMs = 10_000

const json = async (send: typeof fetch, url: string): Promise<unknown> => {
  const answer = await send(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`the sign-in metadata answered ${answer.status}`)
  return answer.json()
}

type Keys = readonly SigningKey[]

/** One reading for everybody who asks meanwhile, and after a failure none for a while. */
const createReading = (options: TeamsOptions, now: () => number) => {
  let reading: Promise<Keys> | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  const read = async (): Promise<Keys> => {
    const { jwks_uri: url } = metadata.parse(await json(options.fetch, openIdUrlOf(options)))
    return keySet.parse(await json(options.fetch, url)).keys
  }
  const begin = (): Promise<Keys> =>
    read()
      .catch((error: unknown) => {
        failedAt = now()
        throw error
      })
      .finally(() => {
        reading = undefined
      })
  return async (): Promise<Keys> => {
    if (now() - failedAt < failedMs) throw new Error('the sign-in metadata could not be read a moment ago')
    reading ??= begin()
    return reading
  }
}

/** The connector's keys, kept for a day, read again for an unknown one at most hourly. Throws when they cannot be read. */
export const createSigningKeys = (options: TeamsOptions, now: () => number = Date.now) => {
  let known: { readonly at: number; readonly keys: Keys } | undefined
  const ask = createReading(options, now)
  const read = async (): Promise<Keys> => {
    const keys = await ask()
    known = { at: now(), keys }
    return keys
  }
  return async (kid: string): Promise<SigningKey | undefined> => {
    const age = known === undefined ? keptMs : now() - known.at
    const keys = known === undefined || age >= keptMs ? await read() : known.keys
    const found = keys.find((key) => key.kid === kid)
    if (found !== undefined || age < unknownMs) return found
    return (await read()).find((key) => key.kid === kid)
  }
}
