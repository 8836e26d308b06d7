import type { Entry } from '../../../src/core/warning/entry.ts'

/** A warning of seven days, owed since the digest of 2026-03-03, with what is told. */
export const aWarning = (more: Partial<Entry> = {}): Entry => ({
  kind: 'expiring',
  threshold: 7,
  date: '2026-03-10',
  at: Date.UTC(2026, 2, 3),
  account: 'acme',
  token: 'mkt_token1',
  uuid: 'u-1',
  destination: 'slack:C0MARKETING',
  state: 'owed',
  how: 'digest',
  due: Date.UTC(2026, 2, 3, 9),
  mentions: [],
  usedOn: 'production',
  repeat: 0,
  ...more,
})
