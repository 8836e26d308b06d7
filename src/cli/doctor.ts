import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type ConfigProblem, problemSentence } from '../config/config-problem.ts'
import { type ConfigParts, readParts } from '../config/read-parts.ts'
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

const configFindings = ({ file, problems }: ConfigParts): readonly Finding[] => [
  ...(file === undefined ? [] : [ok('config', `${file.path} is in order.`)]),
  ...problems.map((one) => fail('config', `${problemSentence(one)}.`, configAdvice(one))),
]

/** What a workspace can be asked without a configuration: whether it knows the bot. */
const nobody = { owners: [], groups: [], fallback: [], mapByEmail: false }

/** Each system whose own settings can be read is looked at, whatever is wrong with the rest. */
const outsideFindings = async (parts: ConfigParts): Promise<Finding[]> => {
  const { file, redis, slack, teams, akamai, outgoing: ways } = parts
  const here = [checkFiles(parts), redis === undefined ? [] : checkRedis(redis)]
  if (ways === undefined) return (await Promise.all(here)).flat()
  const outgoing = createOutgoing(ways)
  const tools = { outgoing, log: silent }
  try {
    const found = await Promise.all([
      ...here,
      parts.problemsOf('slack').length > 0
        ? []
        : checkSlack({ ...tools, config: { ...(file ?? nobody), ...(slack === undefined ? {} : { slack }) } }),
      checkTeams({ ...tools, config: { groups: file?.groups ?? [], ...(teams === undefined ? {} : { teams }) } }),
      file === undefined || akamai === undefined
        ? []
        : checkAkamai({ ...tools, env: process.env, config: { ...file, akamai } }),
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
  const parts = readParts({ env: process.env, readFile: (path) => readFileSync(path) })
  const all = [...configFindings(parts), ...(await outsideFindings(parts))]
  const healthy = all.every(({ status }) => status !== 'fail')
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: healthy, findings: all })}\n`)
  else process.stdout.write(`${[...all.map(lineOf), summary(all)].join('\n')}\n`)
  return healthy ? 0 : 1
}
