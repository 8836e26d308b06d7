import type { Destination } from '../core/people/destination.ts'
import type { Owner } from '../core/people/owner.ts'

const channel = (platform: 'slack' | 'teams', id: string | undefined): Destination[] =>
  id === undefined ? [] : [{ kind: 'channel', platform, id }]

/** Where a message goes whose own channel is gone: as configured, else the last owner's channels. */
export const fallbackOf = (
  configured: { readonly slack?: string; readonly teams?: string } | undefined,
  last: Pick<Owner, 'slack' | 'teams'> | undefined,
): Destination[] => [
  ...channel('slack', configured ? configured.slack : last?.slack?.channel),
  ...channel('teams', configured ? configured.teams : last?.teams?.conversation),
]
