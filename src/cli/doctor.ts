import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Config } from '../config/config.ts'
import { type ConfigProblem, problemSentence } from '../config/config-problem.ts'
import { readConfig } from '../config/read-config.ts'
import type { Log } from '../core/ports/log.ts'
import { createOutgoing } from '../web/outgoing.ts'
import { checkAkamai } from './doctor/check-akamai.ts'
import { checkFiles } from './doctor/check-files.ts'
import { checkRedis } from './doctor/check-redis.ts'
import { checkSlack } from './doctor/check-slack.ts'
import { checkTeams } from './doctor/check-teams.ts'
import { type Finding, fail, ok } from './doctor/finding.ts'

/** The findings are the report; the clients' own log would only say everything twice. */
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const configAdvice = ({ file }: ConfigProblem): string =>
  file === undefined
    ? 'Set this variable right; docs/configuration.md lists every one.'
    : 'Correct this; `edgekv-chatops config example` shows every key.'

const configFindings = (): { readonly config?: Config; readonly findings: Finding[] } => {
  const read = readConfig({ env: process.env, readFile: (path) => readFileSync(path) })
  if (read.ok) return { config: read.config, findings: [ok('config', `${read.config.path} is in order.`)] }
  return { findings: read.problems.map((one) => fail('config', `${problemSentence(one)}.`, configAdvice(one))) }
}

const outsideFindings = async (config: Config): Promise<Finding[]> => {
  const outgoing = createOutgoing(config.outgoing)
  const tools = { config, env: process.env, outgoing, log: silent }
  try {
    const found = await Promise.all([
      checkFiles(config),
      checkRedis(config.redis),
      checkSlack(tools),
      checkTeams(tools),
      checkAkamai(tools),
    ])
    return found.flat()
  } finally {
    await outgoing.close()
  }
}

const marks = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' } as const

const lineOf = ({ check, status, sentence, advice }: Finding): string =>
  `${marks[status]}  ${check}: ${sentence}${advice === undefined ? '' : `\n      → ${advice}`}`

const summary = (findings: readonly Finding[]): string => {
  const count = (status: Finding['status']): number => findings.filter((one) => one.status === status).length
  return `${count('fail')} failed, ${count('warn')} to look at, ${count('ok')} in order.`
}

/** `doctor [--json]`: every check with a sentence and what to do; 0 unless one failed. Changes nothing anywhere. */
export const doctor = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const { config, findings } = configFindings()
  const all = config === undefined ? findings : [...findings, ...(await outsideFindings(config))]
  const healthy = all.every(({ status }) => status !== 'fail')
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: healthy, findings: all })}\n`)
  else process.stdout.write(`${[...all.map(lineOf), summary(all)].join('\n')}\n`)
  return healthy ? 0 : 1
}
