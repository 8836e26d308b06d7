import type { EdgeWorkers, ValidationMessage } from '../core/ports/edge-workers.ts'
import type { Inventories } from '../core/ports/inventories.ts'
import type { Log } from '../core/ports/log.ts'
import type { LookRequests } from '../core/ports/look-requests.ts'
import { namesInText } from '../core/warning/names-in-text.ts'

interface Ears {
  readonly account: string
  readonly inventories: Inventories
  readonly lookRequests: LookRequests
  readonly log: Log
}

const isAboutTokens = ({ type }: ValidationMessage): boolean => type.startsWith('ACCESS_TOKEN_')

const hear = async (
  { account, inventories, lookRequests }: Ears,
  heard: readonly ValidationMessage[],
): Promise<void> => {
  const inventory = await inventories.load(account)
  const known = inventory?.tokens.map(({ name }) => name) ?? []
  const names = namesInText(heard.map(({ message }) => message).join('\n'), known)
  // Akamai mostly names the entry instead of the token: then the whole account is looked at.
  await lookRequests.ask((names.length > 0 ? names : ['']).map((token) => ({ account, token })))
}

/** The same port; what Akamai's validation of a bundle says about tokens makes the bot look at them, and warn by what it finds. */
export const hearValidations = (edgeWorkers: EdgeWorkers, ears: Ears): EdgeWorkers => ({
  ...edgeWorkers,
  validateBundle: async (bundle) => {
    const found = await edgeWorkers.validateBundle(bundle)
    const heard = [...found.errors, ...found.warnings].filter(isAboutTokens)
    if (heard.length > 0)
      await hear(ears, heard).catch((error: unknown) =>
        ears.log.warn('a validation could not be followed up', {
          account: ears.account,
          why: error instanceof Error ? error.message : 'unknown',
        }),
      )
    return found
  },
})
