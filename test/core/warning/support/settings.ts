import type { Owner } from '../../../../src/core/people/owner.ts'
import type { WarningSettings } from '../../../../src/core/warning/warning-settings.ts'

const owner = (more: Partial<Owner> & Pick<Owner, 'team'>): Owner => ({
  match: {},
  approvers: 'edge-approvers',
  members: 'everyone',
  visibleTo: ['members'],
  ...more,
})

/** The configuration's defaults with two owners: marketing for `mkt_*`, platform for the rest. */
export const settings = (more: Partial<WarningSettings> = {}): WarningSettings => ({
  thresholds: [30, 14, 7, 3, 1, 0],
  escalate: [
    { fromDays: 7, level: 'mention-owner' },
    { fromDays: 3, level: 'on-call' },
    { fromDays: 0, level: 'page' },
  ],
  digestAt: 9 * 60,
  owners: [
    owner({
      team: 'marketing',
      match: { token: 'mkt_*' },
      slack: { channel: 'C0MARKETING' },
      teams: { conversation: '19:marketing@thread.tacv2' },
      onCall: 'edge-on-call',
    }),
    owner({ team: 'platform', slack: { channel: 'C0PLATFORM' } }),
  ],
  groups: [
    { name: 'edge-approvers', people: ['ada', 'ben'], slackUserGroup: 'S0APPROVERS' },
    { name: 'edge-on-call', people: ['ben'], slackUserGroup: 'S0ONCALL' },
  ],
  people: [
    { name: 'ada', slack: 'U0ADA', teams: 'ada-object-id' },
    { name: 'ben', slack: 'U0BEN' },
  ],
  fallback: [{ kind: 'channel', platform: 'slack', id: 'C0PLATFORM' }],
  subscriptions: [],
  hasPager: true,
  ...more,
})
