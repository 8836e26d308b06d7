import { expiringToken, inDays, refreshingToken, versionUsing } from './small-world.ts'
import type { TeamSeed } from './team-seed.ts'
import type { EdgeWorkerSeed, TokenSeed } from './world-types.ts'

const groupId = 103

const tokens = (now: number): TokenSeed[] => [
  refreshingToken('geo_lookup', {
    permissions: { geo: ['r'] },
    overdue: true,
    issued: inDays(now, -197),
    latestRefresh: inDays(now, -75),
    nextRefresh: inDays(now, -14),
  }),
  refreshingToken('plt_everything', {
    permissions: { default: ['r', 'w', 'd'], flags: ['r', 'w', 'd'], geo: ['r', 'w', 'd'] },
  }),
  expiringToken('plt_flags', inDays(now, 0), { permissions: { flags: ['r'] } }),
  expiringToken('plt_audit', inDays(now, 45), { permissions: { default: ['r', 'w'] } }),
  expiringToken('plt_leaked', inDays(now, 80), { permissions: { geo: ['r'] }, revoked: true }),
  refreshingToken('shared_ro', { permissions: { default: ['r'] } }),
]

const edgeWorkers: readonly EdgeWorkerSeed[] = [
  {
    id: 4106,
    name: 'platform-geo',
    groupId,
    versions: [versionUsing('4.2', 'geo_lookup', ['geo'], 'minified')],
    active: { STAGING: '4.2', PRODUCTION: '4.2' },
  },
  {
    id: 4107,
    name: 'platform-router',
    groupId,
    versions: [
      {
        ...versionUsing('7', 'plt_everything', ['default', 'flags'], 'commented-out-entry'),
        dependencies: { geo: { edgeWorkerId: 4106, version: 'active' } },
      },
    ],
    active: { STAGING: '7', PRODUCTION: '7' },
    properties: [{ propertyName: 'www.example.com', stagingVersion: 12, productionVersion: 12 }],
  },
  {
    id: 4108,
    name: 'platform-flags',
    groupId,
    versions: [
      {
        version: '2021.4',
        helper: '0.4.1',
        tokenFile: {
          style: 'tabs',
          path: 'lib/edgekv_tokens.js',
          entries: [
            { namespace: 'flags', token: 'plt_flags' },
            { namespace: 'default', token: 'plt_audit' },
            { namespace: 'geo', token: 'plt_leaked' },
          ],
        },
      },
      versionUsing('2021.5', 'shared_ro', ['default']),
    ],
    active: { PRODUCTION: '2021.4' },
  },
]

/** A parent with a child, a token file in a folder, an old helper library, and a revoked token that is still in use. */
export const samplePlatform = (now: number): TeamSeed => ({ tokens: tokens(now), edgeWorkers })
