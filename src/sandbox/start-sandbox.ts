import { readSeed } from './read-seed.ts'
import { startRedis } from './redis/start-redis.ts'
import type { SlackSandbox } from './slack/slack-sandbox.ts'
import { startSlack } from './slack/start-slack.ts'
import { startAkamai } from './start-akamai.ts'
import { startTeams } from './teams/start-teams.ts'
import type { TeamsSandbox } from './teams/teams-sandbox.ts'

export interface SandboxOptions {
  /** HTTPS with a certificate of its own for Akamai's APIs; default false. */
  readonly tls?: boolean
  /** Path of a world in JSON; the sample world by default. */
  readonly seed?: string
  /** Akamai's port; a free one by default. */
  readonly port?: number
  /** Also a private Redis; default false. */
  readonly redis?: boolean
}

export interface Sandbox {
  readonly akamai: {
    readonly url: string
    readonly caFile?: string
    readonly edgerc: string
    readonly section: string
  }
  /** The workspace, with a driver for tests. It is closed with the sandbox. */
  readonly slack: SlackSandbox
  /** The tenant, with a driver for tests. It is closed with the sandbox. */
  readonly teams: TeamsSandbox
  readonly control: { readonly url: string }
  readonly clockUrl: string
  readonly redisUrl?: string
  close(): Promise<void>
}

/** Starts the whole small world on free loopback ports. Throws when a part of it cannot start; then nothing is left running. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const seed = options.seed === undefined ? {} : { seed: await readSeed(options.seed) }
  const parts: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.close()
  }
  try {
    const akamai = await startAkamai({ tls: options.tls === true, port: options.port ?? 0, ...seed })
    parts.push(akamai)
    const teams = await startTeams({ clockUrl: akamai.clockUrl })
    parts.push(teams)
    const clocks = { clockUrl: akamai.clockUrl, controlUrl: akamai.controlUrl }
    const slack = await startSlack({ ...clocks, teamsPageUrl: teams.pageUrl })
    parts.push(slack)
    const redis = options.redis === true ? await startRedis() : undefined
    if (redis !== undefined) parts.push(redis)
    const { url, caFile, edgerc, section, controlUrl, clockUrl } = akamai
    return {
      akamai: { url, edgerc, section, ...(caFile === undefined ? {} : { caFile }) },
      slack,
      teams,
      control: { url: controlUrl },
      clockUrl,
      ...(redis === undefined ? {} : { redisUrl: redis.url }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
