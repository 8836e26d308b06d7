import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { type App, type Role, roles, startApp } from '../app.ts'
import type { Config } from '../config/config.ts'
import { problemSentence } from '../config/config-problem.ts'
import { readConfig } from '../config/read-config.ts'
import type { Log } from '../core/ports/log.ts'
import { pinoLog } from '../pino-log.ts'
import { TrailProblem } from '../store/file-audit-trail.ts'
import { PortProblem } from '../web/http-server.ts'
import { readAccountAccess } from './account-access.ts'
import { failure } from './failure.ts'
import { outsideSentence } from './outside-sentence.ts'
import { usageProblem } from './usage.ts'

/** SIGTERM leaves 20 s in all. */
const closeMs = 19_000
/** For what is written last, once everything is closed. */
const drainMs = 500

const usage = 'start [--role chat|worker|watch]…'

const isRole = (word: string): word is Role => roles.some((role) => role === word)

const untilStopped = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })

const whyNotStarted = (error: unknown, { redis }: Config): string | undefined => {
  if (error instanceof PortProblem || error instanceof TrailProblem) return error.message
  return outsideSentence(error, redis)
}

/** Node itself would print such an error with all that hangs on it: requests, headers, bodies. */
const endOnSurprise = (log: Log): void => {
  const end = (error: unknown): void => {
    log.error('an error nobody waited for; ending, so that a supervisor starts anew', { error })
    process.exit(1)
  }
  process.on('unhandledRejection', end)
  process.on('uncaughtException', end)
}

const open = async (asked: readonly Role[]): Promise<App | number> => {
  const read = readConfig({ env: process.env, readFile: (path) => readFileSync(path) })
  if (!read.ok)
    return failure(
      'The bot does not start; please correct:',
      ...read.problems.map((problem) => `  ${problemSentence(problem)}`),
    )
  const { config } = read
  const access = readAccountAccess(config, process.env)
  const missing = access.flatMap((one) => (one.ok ? [] : one.problems))
  if (missing.length > 0)
    return failure(
      'The bot does not start; please correct:',
      ...missing.map((one) => `  account ${one.account}: ${one.sentence} ${one.advice}`),
    )
  const log = pinoLog({ level: config.logLevel, bound: { roles: asked.join(',') } })
  endOnSurprise(log)
  try {
    const accounts = access.flatMap((one) => (one.ok ? [one.access] : []))
    const print = (line: string): void => void process.stdout.write(`${line}\n`)
    const app = await startApp({ config, accounts, roles: asked, log, print })
    log.info('ready', { port: app.port, roles: asked })
    // At the end of the process would be too late for one that is killed.
    flushCompileCache()
    return app
  } catch (error) {
    const why = whyNotStarted(error, config)
    if (why === undefined) throw error
    return failure(`The bot does not start: ${why}`)
  }
}

/** `start [--role …]`: runs the bot until SIGTERM. */
export const start = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options: { role: { type: 'string', multiple: true } } })
  const wanted = values.role ?? []
  const wrong = wanted.find((word) => !isRole(word))
  if (wrong !== undefined) return usageProblem(`There is no role ${wrong}.`, usage)
  const asked = wanted.length === 0 ? roles : wanted.filter(isRole)
  const app = await open(asked)
  if (typeof app === 'number') return app
  await untilStopped()
  const late = setTimeout(() => process.exit(1), closeMs)
  late.unref()
  await app.close()
  clearTimeout(late)
  // Without Redis BullMQ keeps its timers, closed or not (bullmq#4656): nothing of it may keep the process.
  setTimeout(() => process.exit(), drainMs).unref()
  return 0
}
