import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { readyPort } from './ready-port.ts'
import { teamsEnvironment } from './teams-environment.ts'

export interface Bot {
  readonly url: string
  readonly pid: number
  readonly logFile: string
  stop(): Promise<void>
}

/** What a bot is started with against the sandbox, on a port that it finds for itself. */
export const botEnvironment = (sandbox: Sandbox, configFile: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: process.env['TMPDIR'],
  EDGEKV_CHATOPS_CONFIG: configFile,
  REDIS_URL: sandbox.redisUrl,
  AKAMAI_EDGERC: sandbox.akamai.edgerc,
  AKAMAI_BASE_URL: sandbox.akamai.url,
  SLACK_API_URL: sandbox.slack.apiUrl,
  SLACK_BOT_TOKEN: sandbox.slack.botToken,
  SLACK_SIGNING_SECRET: sandbox.slack.signingSecret,
  ...teamsEnvironment(sandbox.teams),
  EDGEKV_CHATOPS_CLOCK_URL: sandbox.clockUrl,
  EDGEKV_CHATOPS_WORKER_TIME_SCALE: process.env['EDGEKV_CHATOPS_WORKER_TIME_SCALE'],
  PORT: '0',
  // Its line of readiness, which names the port, is one of `info`.
  LOG_LEVEL: process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'info',
})

const untilReady = async (url: string, child: ChildProcess, logFile: string): Promise<void> => {
  for (let n = 0; n < 300; n += 1) {
    if (child.exitCode !== null) throw new Error(`the bot ended with code ${child.exitCode}; see ${logFile}`)
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await wait(100)
  }
  throw new Error(`the bot is not ready after 30 s; see ${logFile}`)
}

/** Starts the real bot as its own process against the sandbox, and waits until it is ready. */
export const startBot = async (sandbox: Sandbox, dir: string, configFile: string): Promise<Bot> => {
  const logFile = join(dir, 'bot.log')
  const log = createWriteStream(logFile, { mode: 0o600 })
  const main = new URL('../../main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, 'start'], {
    env: botEnvironment(sandbox, configFile),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(killer)
    log.end()
  }
  try {
    const url = `http://127.0.0.1:${await readyPort(child, logFile)}`
    await untilReady(url, child, logFile)
    await sandbox.slack.connect({ url: `${url}/slack/events` })
    await sandbox.teams.connect({ url: `${url}/api/messages` })
    return { url, pid: child.pid ?? 0, logFile, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
