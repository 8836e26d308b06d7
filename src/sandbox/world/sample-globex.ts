import { expiringToken, inDays, versionUsing } from './small-world.ts'
import type { AccountSeed } from './world-types.ts'

/** A second account, reached with an account switch key, whose tokens still expire. */
export const sampleGlobex = (now: number): AccountSeed => ({
  name: 'globex',
  switchKey: 'F-AC-7654321:1-SANDBOX',
  generation: 'expiring',
  groups: [{ groupId: 201, groupName: 'Globex web' }],
  namespaces: [{ name: 'default' }, { name: 'catalogue', groupId: 201 }],
  tokens: [
    expiringToken('shared_ro', inDays(now, 30), { permissions: { default: ['r'] } }),
    expiringToken('glx_catalogue', inDays(now, 12), { permissions: { catalogue: ['r', 'w'] }, restrictTo: ['5201'] }),
  ],
  edgeWorkers: [
    {
      id: 5201,
      name: 'globex-catalogue',
      groupId: 201,
      versions: [versionUsing('11', 'glx_catalogue', ['catalogue'], 'inline-export')],
      active: { STAGING: '11', PRODUCTION: '11' },
      properties: [{ propertyName: 'catalogue.example.net', stagingVersion: 2, productionVersion: 2 }],
    },
    {
      id: 5202,
      name: 'globex-banner',
      groupId: 201,
      versions: [versionUsing('1', 'shared_ro', ['default'], 'bom')],
      active: { PRODUCTION: '1' },
    },
  ],
})
