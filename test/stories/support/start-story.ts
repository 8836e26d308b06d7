import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import { startApp } from '../../../src/app.ts'
import { readAccountAccess } from '../../../src/cli/account-access.ts'
import { type Control, controlOf } from '../../../src/cli/demo/control.ts'
import { teamsEnvironment } from '../../../src/cli/demo/teams-environment.ts'
import { problemSentence } from '../../../src/config/config-problem.ts'
import { readConfig } from '../../../src/config/read-config.ts'
import { startRedis } from '../../../src/sandbox/redis/start-redis.ts'
import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { marketing, platform } from '../../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../../src/sandbox/teams/world/people.ts'
import { createMemoryLog, type MemoryLog } from '../../fakes/memory-log.ts'
import { storyPlatform } from './platform.ts'
import { fillIn, type Someone, someoneIn } from './someone.ts'
import { storyConfig } from './story-config.ts'
import { teamsSomeone } from './teams-someone.ts'
import { textOf } from './texts.ts'

/** The whole bot in this process, between the sandbox's Slack, its Akamai and a Redis of its own. */
export interface Story {
  /** The bot's own port. */
  readonly url: string
  readonly sandbox: Sandbox
  readonly control: Control
  readonly log: MemoryLog
  readonly redis: Awaited<ReturnType<typeof startRedis>>
  readonly auditDir: string
  readonly ana: Someone
  readonly ben: Someone
  readonly cho: Someone
  readonly dee: Someone
  readonly gus: Someone
  readonly eve: Someone
  someone(user: string, channel: string): Someone
  /** The same person in Teams, in #marketing unless another conversation is named. */
  inTeams(user: string, conversation?: string): Someone
  /** The first value that is there, looked for again and again. */
  waitFor<Found extends object>(look: () => Found | undefined, ms?: number): Promise<Found>
  /** Sends a delivery again to the letter. */
  replay(deliveryId: string): Promise<void>
  /** Asks the sandbox's control API for something. */
  post(path: string, order: unknown): Promise<void>
  /** This share of Akamai's answers is a 503. */
  failAkamai(rate: number): Promise<void>
  /** Somebody makes a token of acme outside of the bot. */
  makeToken(name: string): Promise<void>
  /** Somebody else deploys a version of their own on staging. */
  deploy(edgeWorkerId: number): Promise<void>
  /** How many calls Akamai has had, once nobody has called for a while. */
  callsToAkamai(): Promise<number>
  /** Lets time pass, a minute (`step`) at a time, until a message says what is waited for. */
  until(message: SeenMessage, pattern: RegExp, step?: string): Promise<SeenMessage>
  /** Fills in somebody's modal in Slack, and gives what stands at its fields where it is not taken. */
  fillsIn(who: Someone, values: Parameters<typeof fillIn>[2]): ReturnType<typeof fillIn>
  /** Every value that Redis holds. */
  keptInRedis(): Promise<readonly unknown[]>
  /** Lets virtual time pass. */
  pass(duration: string): Promise<void>
  close(): Promise<void>
}

export interface StoryOptions {
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** The sandbox's world; its sample world by default. */
  readonly world?: unknown
  /** Channels beside those of the sample workspace. */
  readonly channels?: Parameters<Sandbox['slack']['change']>[0]['channels']
  /** Messages are edited only as often as Slack itself lets them be. */
  readonly atSlacksPace?: true
  /** The time at which it begins; not before now. */
  readonly at?: number
}

/** Virtual hours pass in a story: nobody has to wait until Slack lets a message be edited again. */
const everyEditMs = 100

const slackEnvironment = ({ apiUrl, botToken, signingSecret }: Sandbox['slack']) => ({
  SLACK_API_URL: apiUrl,
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
})

const chatEnvironment = ({ slack, teams }: Sandbox): Readonly<Record<string, string>> => {
  const where = storyPlatform()
  return {
    ...(where === 'teams' ? {} : slackEnvironment(slack)),
    ...(where === 'slack' ? {} : teamsEnvironment(teams)),
  }
}

/** That rates are kept has tests of its own, and the stories of both platforms; elsewhere people need not wait for them. */
const ratesOf = ({ teams }: Sandbox): Readonly<Record<string, string>> => {
  if (storyPlatform() !== 'teams') return {}
  teams.limits(false)
  return { EDGEKV_CHATOPS_TEST_WITHOUT: 'teams-rates' }
}

/** The same people on both platforms. Eve comes from another workspace; in Teams it is the guest who comes from another tenant. */
const teamsUser = (user: string): string => {
  const { ana, ben, cho, dee, gus } = samplePeople
  const of: Readonly<Record<string, string>> = { U0ANA: ana.id, U0BEN: ben.id, U0CHO: cho.id, U0DEE: dee.id }
  return of[user] ?? gus.id
}

/** `config`: the configuration's text, from the folder for the audit trail. */
export const startStory = async (
  config: (auditDir: string) => string = storyConfig,
  options: StoryOptions = {},
): Promise<Story> => {
  const undo: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const dir = await mkdtemp(join(tmpdir(), 'story-'))
    undo.push(() => rm(dir, { recursive: true, force: true }))
    const redis = await startRedis()
    undo.push(() => redis.close())
    const sandbox = await startSandbox()
    undo.push(() => sandbox.close())
    const auditDir = join(dir, 'audit')
    const env = {
      EDGEKV_CHATOPS_CONFIG: 'config.yaml',
      REDIS_URL: redis.url,
      AKAMAI_EDGERC: sandbox.akamai.edgerc,
      AKAMAI_BASE_URL: sandbox.akamai.url,
      ...chatEnvironment(sandbox),
      ...ratesOf(sandbox),
      EDGEKV_CHATOPS_CLOCK_URL: sandbox.clockUrl,
      PORT: '0',
      ...options.env,
    }
    const control = controlOf(sandbox.control.url)
    if (options.at !== undefined) await control.advance(Math.max(0, options.at - Date.now()))
    if (options.world !== undefined) await control.seed(options.world)
    const hurries = options.atSlacksPace !== true
    if (hurries) sandbox.slack.settings({ updatesPerMinute: 120_000 / everyEditMs })
    if (options.channels !== undefined) sandbox.slack.change({ channels: options.channels })
    const text = Buffer.from(config(auditDir))
    const read = readConfig({ env, readFile: (path) => (path === 'config.yaml' ? text : readFileSync(path)) })
    if (!read.ok) throw new Error(read.problems.map(problemSentence).join('\n'))
    const access = readAccountAccess(read.config, env).flatMap((one) => (one.ok ? [one.access] : []))
    const log = createMemoryLog()
    const app = await startApp({
      config: {
        ...read.config,
        http: { ...read.config.http, host: '127.0.0.1', port: 0 },
        // What is due after a jump of the clock is found by this look alone.
        workerTimes: { ...read.config.workerTimes, reconcileMs: 100 },
        ...(hurries && read.config.slack && { slack: { ...read.config.slack, everyEditMs } }),
      },
      accounts: access,
      roles: ['chat', 'worker', 'watch'],
      log,
      // The trail is read from its files.
      print: () => undefined,
    })
    undo.push(() => app.close())
    await sandbox.slack.connect({ url: `http://127.0.0.1:${app.port}/slack/events` })
    await sandbox.teams.connect({ url: `http://127.0.0.1:${app.port}/api/messages` })
    const post = async (path: string, order: unknown): Promise<void> => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${sandbox.control.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(order),
        headers,
      })
      if (!answer.ok) throw new Error(`the sandbox refused ${path}: ${await answer.text()}`)
    }
    const inTeams = (user: string, conversation = marketing): Someone =>
      teamsSomeone(sandbox.teams, teamsUser(user), conversation)
    const someone = (user: string, channel: string): Someone =>
      storyPlatform() === 'teams'
        ? inTeams(user, channel === 'C0PLATFORM' ? platform : marketing)
        : someoneIn(sandbox.slack, user, channel)
    return {
      url: `http://127.0.0.1:${app.port}`,
      sandbox,
      control,
      post,
      log,
      redis,
      auditDir,
      ana: someone('U0ANA', 'C0MARKETING'),
      ben: someone('U0BEN', 'C0MARKETING'),
      cho: someone('U0CHO', 'C0MARKETING'),
      dee: someone('U0DEE', 'C0MARKETING'),
      gus: someone('U0GUS', 'C0MARKETING'),
      eve: someone('U0EVE', 'C0PARTNERS'),
      someone,
      inTeams,
      waitFor: (look, ms = 15_000) => sandbox.slack.driver.waitFor(look, ms),
      replay: async (id) => {
        await (storyPlatform() === 'teams' ? sandbox.teams.driver.replay(id) : sandbox.slack.driver.replay(id))
      },
      failAkamai: (rate) => post('/errors', { rate }),
      deploy: (edgeWorkerId) => post('/deploy', { edgeWorkerId, network: 'STAGING' }),
      makeToken: async (name) => {
        const clock = { now: () => Date.now(), sleep: async () => undefined }
        const akamai = createAkamai({ accounts: access, clock, log, http: { baseUrl: sandbox.akamai.url } })
        const scope = { namespaces: { marketing: ['r'] }, networks: ['STAGING'], edgeWorkerIds: [] } as const
        await akamai.of('acme').edgeKv.createToken({ name, scope })
        await akamai.close()
      },
      callsToAkamai: async () => {
        const total = async (): Promise<number> => {
          const answer = await fetch(`${sandbox.control.url}/calls`)
          return z.object({ total: z.number() }).parse(await answer.json()).total
        }
        for (let before = await total(); ; ) {
          await wait(250)
          const now = await total()
          if (now === before) return now
          before = now
        }
      },
      until: async (message, pattern, step = '1m') => {
        const reader = someone('U0BEN', message.channel)
        for (let tries = 0; tries < 300; tries += 1) {
          const now = reader.sees(message.ts)
          if (pattern.test(textOf(now))) return now
          await control.advance(step)
          await wait(100)
        }
        throw new Error(`it never said ${pattern}, but: ${textOf(reader.sees(message.ts))}`)
      },
      fillsIn: (who, values) => fillIn(sandbox.slack, who.user, values),
      keptInRedis: async () => {
        const connection = new Redis(redis.url)
        try {
          const keys = await connection.keys('*')
          return await Promise.all(keys.map((key) => connection.dump(key).then((value) => [key, value])))
        } finally {
          connection.disconnect()
        }
      },
      pass: (duration) => control.advance(duration),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
