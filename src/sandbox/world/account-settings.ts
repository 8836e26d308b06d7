import { z } from 'zod'

const count = z.number().int().min(0)
const perNetwork = z.strictObject({ STAGING: count, PRODUCTION: count })

/** The switches of one account: where Akamai's behaviour is not documented, both are offered. Times in virtual milliseconds. */
export const accountSettings = z.strictObject({
  /** Which tokens the account issues today. */
  generation: z.enum(['expiring', 'auto-refreshing']).default('auto-refreshing'),
  /** True: an `expiry` sent to an account with auto-refreshing tokens yields an expiring one. */
  honourExpiry: z.boolean().default(false),
  /** True: the spelling that Akamai's command line sends restricts the token, too. */
  honourRestrictToEwids: z.boolean().default(false),
  emptyTokenList: z.enum(['404', 'empty']).default('404'),
  /** From PRESUBMIT to COMPLETE; 0 is COMPLETE in the answer to the POST. */
  activationMs: perNetwork.default({ STAGING: 180_000, PRODUCTION: 480_000 }),
  /** How long a new auto-refreshing token is IN_PROGRESS. */
  tokenMs: count.default(30_000),
  /** New tokens are restricted to no EdgeWorker, whatever was asked: wider than asked. */
  ignoresRestriction: z.boolean().default(false),
  tokenOutcome: z.enum(['COMPLETE', 'ERROR', 'STUCK']).default('COMPLETE'),
  /** True: a name used again gets the uuid it had. */
  reuseUuids: z.boolean().default(false),
  refreshChangesUuid: z.boolean().default(false),
  /** How long an edge goes on serving the former version. */
  edgeLagMs: count.default(120_000),
  /** Which EdgeWorker's ID a locked token sees when a child's code uses it. */
  restrictionSees: z.enum(['parent', 'child']).default('parent'),
  expiringSoonDays: count.default(30),
  quotas: z
    .strictObject({
      activationsPerMinute: count.default(20),
      activationsPerDay: count.default(500),
      uploadsPerMinute: count.default(20),
      versionsPerEdgeWorker: count.default(1000),
      edgeWorkers: count.default(200),
      idsPerMinute: count.default(10),
      tokens: count.default(100),
      compressedBytes: count.default(512 * 1024),
      uncompressedBytes: count.default(1024 * 1024),
    })
    .prefault({}),
})

export type AccountSettings = z.infer<typeof accountSettings>

/** Throws a ZodError when the result is not a valid set of settings. */
export const changeSettings = (settings: AccountSettings | undefined, change: unknown): AccountSettings => {
  const { quotas, ...rest } = z.looseObject({ quotas: z.record(z.string(), count).optional() }).parse(change ?? {})
  return accountSettings.parse({ ...settings, ...rest, quotas: { ...settings?.quotas, ...quotas } })
}
