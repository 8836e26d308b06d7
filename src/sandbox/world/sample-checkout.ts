import { expiringToken, inDays, refreshingToken, versionUsing } from './small-world.ts'
import type { TeamSeed } from './team-seed.ts'
import type { EdgeWorkerSeed, TokenSeed } from './world-types.ts'

const groupId = 102

const tokens = (now: number): TokenSeed[] => [
  expiringToken('chk_cart', inDays(now, 20), { permissions: { checkout: ['r', 'w'] }, restrictTo: ['4104'] }),
  expiringToken('chk_price', inDays(now, 2), { permissions: { pricing: ['r'] } }),
  refreshingToken('chk_auto', { permissions: { checkout: ['r'] }, restrictTo: ['4105'] }),
  refreshingToken('chk_new', { permissions: { checkout: ['r'] }, status: 'IN_PROGRESS', issued: inDays(now, -1) }),
  refreshingToken('chk_failed', { permissions: { pricing: ['r'] }, status: 'ERROR' }),
]

const edgeWorkers: readonly EdgeWorkerSeed[] = [
  {
    id: 4104,
    name: 'checkout-cart',
    groupId,
    versions: [
      { ...versionUsing('1.4', 'chk_cart', ['checkout'], 'unquoted'), helper: '0.5.0' },
      { ...versionUsing('1.5', 'chk_cart', ['checkout'], 'unquoted'), helper: '0.5.0' },
    ],
    active: { STAGING: '1.5', PRODUCTION: '1.4' },
    properties: [{ propertyName: 'shop.example.com', stagingVersion: 31, productionVersion: 30 }],
  },
  {
    id: 4105,
    name: 'checkout-price',
    groupId,
    versions: [
      {
        version: '0.9.1',
        tokenFile: {
          style: 'single-quotes',
          entries: [
            { namespace: 'pricing', token: 'chk_price' },
            { namespace: 'checkout', token: 'chk_auto' },
          ],
        },
      },
    ],
    active: { STAGING: '0.9.1', PRODUCTION: '0.9.1' },
    properties: [{ propertyName: 'shop.example.com', stagingVersion: 31, productionVersion: 30 }],
    limitedAccessToProperties: true,
  },
]

/** Another version on staging than on production, an old helper library, two tokens in one bundle, and tokens in trouble. */
export const sampleCheckout = (now: number): TeamSeed => ({ tokens: tokens(now), edgeWorkers })
