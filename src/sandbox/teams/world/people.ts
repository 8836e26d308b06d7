import { identity } from './identity.ts'

/** Somebody as Entra and Teams know them. */
export interface TeamsPerson {
  /** Entra object id. */
  readonly id: string
  /** How the connector names them to this bot alone. */
  readonly account: string
  readonly name: string
  /** Their home tenant; a guest's is another. */
  readonly tenantId: string
  readonly timeZone: string
  readonly email: string
}

const person = (number: number, short: string, name: string, more: Partial<TeamsPerson> = {}): TeamsPerson => ({
  id: `00000000-0000-4000-9000-00000000000${number}`,
  account: `29:${short}`,
  name,
  tenantId: identity.tenantId,
  timeZone: 'Europe/Berlin',
  email: `${short}@sandbox.example`,
  ...more,
})

/** The same people as in the sample workspace of Slack. Gus is a guest from another tenant. */
export const samplePeople = {
  ana: person(1, 'ana', 'Ana Alves'),
  ben: person(2, 'ben', 'Ben Okafor'),
  cho: person(3, 'cho', 'Cho Min-seo', { timeZone: 'America/New_York' }),
  dee: person(4, 'dee', 'Dee Laurent'),
  gus: person(5, 'gus', 'Gus Novak', { tenantId: identity.otherTenantId }),
} as const
