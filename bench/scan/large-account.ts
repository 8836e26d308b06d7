import {
  edgeWorkerUsing,
  expiringToken,
  inDays,
  refreshingToken,
  versionUsing,
} from '../../src/sandbox/world/small-world.ts'
import type { EdgeWorkerSeed, TokenSeed, WorldSeed } from '../../src/sandbox/world/world-types.ts'

/** How large the account is. The last `parents` EdgeWorkers run the first ones inside. */
export interface Size {
  readonly tokens: number
  readonly edgeWorkers: number
  readonly parents: number
}

const tokenAt = (n: number, now: number): TokenSeed =>
  n % 4 === 0 ? expiringToken(`token_${n}`, inDays(now, 1 + (n % 170))) : refreshingToken(`token_${n}`)

/** Each EdgeWorker uses a token of its own on production, and another version and token on staging. */
const edgeWorkerAt = (n: number): EdgeWorkerSeed => ({
  ...edgeWorkerUsing({ id: 10_000 + n, token: `token_${2 * n}` }),
  versions: [
    versionUsing('1.0', `token_${2 * n}`, ['marketing', 'default']),
    versionUsing('1.1', `token_${2 * n + 1}`, ['marketing'], 'const-with-comments'),
  ],
  active: { STAGING: '1.1', PRODUCTION: '1.0' },
})

const parentAt = (n: number, child: number): EdgeWorkerSeed => {
  const one = edgeWorkerAt(n)
  const dependencies = { child: { edgeWorkerId: 10_000 + child, version: 'active' } }
  return { ...one, versions: (one.versions ?? []).map((version) => ({ ...version, dependencies })) }
}

/** An account of that size, as plain JSON for the sandbox. */
export const largeAccount = ({ tokens, edgeWorkers, parents }: Size, now: number): WorldSeed => {
  const plain = edgeWorkers - parents
  return {
    accounts: [
      {
        name: 'acme',
        groups: [{ groupId: 101, groupName: 'Marketing' }],
        namespaces: [{ name: 'marketing', groupId: 101 }, { name: 'default' }],
        settings: { quotas: { tokens, edgeWorkers } },
        tokens: Array.from({ length: tokens }, (_, n) => tokenAt(n, now)),
        edgeWorkers: Array.from({ length: edgeWorkers }, (_, n) =>
          n < plain ? edgeWorkerAt(n) : parentAt(n, n - plain),
        ),
      },
    ],
  }
}
