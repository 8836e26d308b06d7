import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AccountSeed, EdgeWorkerSeed, TokenSeed } from '../../../src/sandbox/world/world-types.ts'

const dayMs = 86_400_000

/** What a story about warnings says of its people beside what all of them have. */
export interface WarningConfig {
  /** YAML mappings; Ana and Ben of Slack by default. */
  readonly people?: readonly string[]
  /** Groups beside the approvers, of whom Ben is one. */
  readonly groups?: readonly string[]
  /** Owners between marketing and the platform: what they match, then further lines. */
  readonly owners?: readonly (readonly string[])[]
  /** Further lines of marketing's and of the platform's. */
  readonly marketing?: readonly string[]
  readonly platform?: readonly string[]
  readonly admins?: string
}

const ownerOf = ([match = '{}', ...lines]: readonly string[]): string =>
  [`  - match: ${match}`, ...lines, 'approvers: edge-approvers'].join('\n    ')

/** One account, two owners in two channels, and whatever more a story needs. */
export const warningConfig =
  (more: WarningConfig = {}) =>
  (auditDir: string): string => {
    const { people = ['{ name: ana, slack: U0ANA }', '{ name: ben, slack: U0BEN }'], groups = [] } = more
    const owners = [
      ['{ token: "mkt_*" }', 'team: marketing', 'slack: { channel: C0MARKETING }', ...(more.marketing ?? [])],
      ...(more.owners ?? []),
      ['{}', 'team: platform', 'slack: { channel: C0PLATFORM }', ...(more.platform ?? [])],
    ]
    return [
      'accounts: [{ name: acme, scanEvery: 1h }]',
      'people:',
      ...people.map((one) => `  - ${one}`),
      'groups:',
      ...['edge-approvers: { people: [ben] }', ...groups].map((one) => `  ${one}`),
      'owners:',
      ...owners.map(ownerOf),
      ...(more.admins === undefined ? [] : [`admins: ${more.admins}`]),
      `audit: { dir: ${JSON.stringify(auditDir)} }`,
    ].join('\n')
  }

/** 00:00 UTC of tomorrow: stories about days begin there. */
export const tomorrow = (): number => Math.floor(Date.now() / dayMs) * dayMs + dayMs

export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** An expiring token, used by one EdgeWorker of its own on the networks told. */
export interface Used {
  readonly name: string
  /** Its last day, in days from the beginning of the story. */
  readonly days: number
  readonly on?: readonly ('STAGING' | 'PRODUCTION')[]
}

const tokenOf = ({ name, days }: Used, start: number): TokenSeed => ({
  name,
  uuid: `00000000-0000-4000-8000-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
  generation: 'expiring',
  expiry: dateOf(start + days * dayMs),
  permissions: { marketing: ['r'] },
})

const edgeWorkerOf = ({ name, on = ['STAGING', 'PRODUCTION'] }: Used, index: number): EdgeWorkerSeed => ({
  id: 6_000 + index,
  name: `ew-${name}`,
  groupId: 1,
  versions: [{ version: '1.0', tokenFile: { entries: [{ namespace: 'marketing', token: name }] } }],
  active: Object.fromEntries(on.map((network) => [network, '1.0'])),
  properties: [{ propertyName: `${name}.example.com`, stagingVersion: 1, productionVersion: 1 }],
})

/** A world with these tokens, in account acme. */
export const worldOf = (start: number, tokens: readonly Used[]): { accounts: AccountSeed[] } => ({
  accounts: [
    {
      name: 'acme',
      generation: 'expiring',
      namespaces: [{ name: 'marketing' }],
      tokens: tokens.map((one) => tokenOf(one, start)),
      edgeWorkers: tokens.flatMap((one, index) => (one.on?.length === 0 ? [] : [edgeWorkerOf(one, index)])),
    },
  ],
})

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

/** Somebody who takes webhooks: a pager, or a heartbeat. */
export interface Hook {
  readonly url: string
  /** What was taken, oldest first; an empty body is `{}`. */
  readonly taken: readonly Readonly<Record<string, unknown>>[]
  /** Answers so many calls with this status first. */
  refuse(times: number, status: number): void
  close(): Promise<void>
}

export const startHook = async (): Promise<Hook> => {
  const taken: Record<string, unknown>[] = []
  let refusals: number[] = []
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request)
    const refusal = refusals.shift()
    if (refusal === undefined) taken.push(text === '' ? {} : JSON.parse(text))
    response.writeHead(refusal ?? 202).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    taken,
    refuse: (times, status) => {
      refusals = Array.from({ length: times }, () => status)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
