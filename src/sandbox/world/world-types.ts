import { z } from 'zod'
import { tokenFileStyles } from './token-file-styles.ts'

const network = z.enum(['STAGING', 'PRODUCTION'])
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const tokenSeed = z.strictObject({
  name: z.string(),
  /** What bundles of this seed call it, where a name occurs twice; the name by default. */
  label: z.string().optional(),
  generation: z.enum(['expiring', 'auto-refreshing']).optional(),
  uuid: z.string().optional(),
  /** For expiring tokens; default 90 days from now. */
  expiry: date.optional(),
  issued: date.optional(),
  networks: z.array(network).default(['STAGING', 'PRODUCTION']),
  permissions: z.record(z.string(), z.array(z.string())),
  /** EdgeWorker IDs; absent is any. */
  restrictTo: z.array(z.string()).optional(),
  revoked: z.boolean().default(false),
  status: z.enum(['COMPLETE', 'IN_PROGRESS', 'ERROR']).default('COMPLETE'),
  latestRefresh: date.optional(),
  nextRefresh: date.optional(),
  /** True: its scheduled refresh does not happen. */
  overdue: z.boolean().default(false),
})

const entrySeed = z.strictObject({
  namespace: z.string(),
  /** A token's label; its value or reference is written, whichever it has. */
  token: z.string(),
  key: z.string().optional(),
  /** Written as the token's name where it should differ. */
  shownName: z.string().optional(),
})

const versionSeed = z.strictObject({
  version: z.string(),
  tokenFile: z
    .strictObject({
      style: z.enum(tokenFileStyles).default('canonical'),
      path: z.string().default('edgekv_tokens.js'),
      entries: z.array(entrySeed),
    })
    .optional(),
  /** Version of the helper library inside; 0.6.2 and later know references. */
  helper: z.enum(['none', '0.2', '0.4.1', '0.5.0', '0.6.1', '0.6.2', '0.6.3']).default('0.6.3'),
  /** Further files, or replacements. `{{value:LABEL}}` and `{{uuid:LABEL}}` stand for a token's. */
  files: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.strictObject({ edgeWorkerId: z.number(), version: z.string() })).optional(),
  /** A whole archive, base64, instead of all of the above. */
  bundle: z.string().optional(),
})

const propertySeed = z.strictObject({
  propertyName: z.string(),
  stagingVersion: z.number().nullable().default(null),
  productionVersion: z.number().nullable().default(null),
})

const edgeWorkerSeed = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  groupId: z.number().int(),
  description: z.string().optional(),
  resourceTierId: z.number().default(200),
  versions: z.array(versionSeed).default([]),
  active: z.strictObject({ STAGING: z.string().optional(), PRODUCTION: z.string().optional() }).default({}),
  properties: z.array(propertySeed).default([]),
  limitedAccessToProperties: z.boolean().default(false),
})

const accountSeed = z.strictObject({
  name: z.string(),
  /** Absent for the account that the API clients belong to. */
  switchKey: z.string().optional(),
  accountId: z.string().optional(),
  generation: z.enum(['expiring', 'auto-refreshing']).optional(),
  /** Some of `account-settings.ts`. */
  settings: z.record(z.string(), z.unknown()).optional(),
  contracts: z.array(z.string()).default(['1-SANDBOX']),
  groups: z
    .array(
      z.strictObject({
        groupId: z.number().int(),
        groupName: z.string(),
        visible: z.boolean().default(true),
        withoutCapabilities: z.array(z.string()).default([]),
      }),
    )
    .default([{ groupId: 1, groupName: 'Everything', visible: true, withoutCapabilities: [] }]),
  namespaces: z
    .array(
      z.strictObject({
        name: z.string(),
        groupId: z.number().default(0),
        networks: z.array(network).default(['STAGING', 'PRODUCTION']),
        restrictDataAccess: z.boolean().default(true),
      }),
    )
    .default([]),
  tokens: z.array(tokenSeed).default([]),
  edgeWorkers: z.array(edgeWorkerSeed).default([]),
})

/** A whole world as plain JSON: what `--seed`, `POST /_control/seed` and tests give. */
export const worldSeed = z.strictObject({ accounts: z.array(accountSeed).min(1) })

export type WorldSeed = z.input<typeof worldSeed>
export type AccountSeed = z.input<typeof accountSeed>
export type TokenSeed = z.input<typeof tokenSeed>
export type EdgeWorkerSeed = z.input<typeof edgeWorkerSeed>
export type VersionSeed = z.input<typeof versionSeed>
/** The same parts with every default filled in. */
export type FullAccountSeed = z.output<typeof accountSeed>
export type FullTokenSeed = z.output<typeof tokenSeed>
export type FullEdgeWorkerSeed = z.output<typeof edgeWorkerSeed>
export type FullVersionSeed = z.output<typeof versionSeed>
