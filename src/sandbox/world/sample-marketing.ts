import { expiringToken, inDays, versionUsing } from './small-world.ts'
import type { TeamSeed } from './team-seed.ts'

const groupId = 101

/** `mkt_token1`: six days left, three EdgeWorkers on both networks, and nothing in the way of its rotation. */
export const sampleMarketing = (now: number): TeamSeed => ({
  tokens: [
    expiringToken('mkt_token1', inDays(now, 6), { restrictTo: ['4101', '4102', '4103'] }),
    expiringToken('mkt_unused', inDays(now, 60)),
    expiringToken('mkt_old', inDays(now, -3)),
  ],
  edgeWorkers: [
    {
      id: 4101,
      name: 'mkt-landing',
      groupId,
      description: 'Texts of the landing page',
      versions: [versionUsing('1.0', 'mkt_token1', ['marketing']), versionUsing('1.1', 'mkt_token1', ['marketing'])],
      active: { STAGING: '1.1', PRODUCTION: '1.1' },
      properties: [{ propertyName: 'www.example.com', stagingVersion: 12, productionVersion: 12 }],
    },
    {
      id: 4102,
      name: 'mkt-promo',
      groupId,
      versions: [versionUsing('2.0', 'mkt_token1', ['marketing'], 'const-with-comments')],
      active: { STAGING: '2.0', PRODUCTION: '2.0' },
      properties: [{ propertyName: 'promo.example.com', stagingVersion: 4, productionVersion: 3 }],
    },
    {
      id: 4103,
      name: 'mkt-offers',
      groupId,
      versions: [versionUsing('3', 'mkt_token1', ['marketing'], 'crlf')],
      active: { STAGING: '3', PRODUCTION: '3' },
      properties: [
        { propertyName: 'www.example.com', stagingVersion: 12, productionVersion: 12 },
        { propertyName: 'offers.example.com', stagingVersion: 7 },
      ],
    },
  ],
})
