import { identity } from './identity.ts'
import type { Person, Seed } from './seed.ts'

const person = (id: string, name: string, realName: string, more: Partial<Person> = {}): Person => ({
  id,
  name,
  realName,
  email: `${name}@sandbox.example`,
  timeZone: 'Europe/Berlin',
  ...more,
})

const people: readonly Person[] = [
  person('U0ANA', 'ana', 'Ana Alves'),
  person('U0BEN', 'ben', 'Ben Okafor'),
  person('U0CHO', 'cho', 'Cho Min-seo', { timeZone: 'America/New_York' }),
  person('U0DEE', 'dee', 'Dee Laurent'),
  person('U0GUS', 'gus', 'Gus Novak', { guest: true }),
  person('U0EVE', 'eve', 'Eve Marsh', { teamId: 'T0OTHER', email: 'eve@other.example' }),
  person(identity.botUserId, identity.botName, 'EdgeKV', { bot: true, timeZone: 'UTC' }),
]

const everybody = ['U0ANA', 'U0BEN', 'U0CHO', 'U0DEE']
const bot = identity.botUserId

/**
 * The sample workspace. Ana asks, Ben and Cho approve, Cho is on call, Dee is a member without a part, Gus a guest, Eve
 * comes from another workspace through the shared channel. The bot is in every channel but #random.
 */
export const sampleSeed: Seed = {
  team: { id: 'T0SANDBOX', name: 'Sandbox', domain: 'sandbox' },
  people,
  channels: [
    { id: 'C0MARKETING', name: 'marketing', kind: 'public', members: [...everybody, 'U0GUS', bot] },
    { id: 'C0PLATFORM', name: 'platform', kind: 'public', members: ['U0BEN', 'U0CHO', 'U0DEE', bot] },
    { id: 'C0RANDOM', name: 'random', kind: 'public', members: everybody },
    { id: 'C0PARTNERS', name: 'partners', kind: 'public', members: ['U0ANA', 'U0BEN', 'U0EVE', bot], shared: true },
    { id: 'C0OLDNEWS', name: 'old-news', kind: 'public', members: [...everybody, bot], archived: true },
  ],
  groups: [
    { id: 'S0EDGE', handle: 'edge-approvers', name: 'Edge approvers', people: ['U0BEN', 'U0CHO'] },
    { id: 'S0ONCALL', handle: 'on-call', name: 'On call', people: ['U0CHO'] },
  ],
}
