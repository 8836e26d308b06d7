import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts'
import { failure } from './failure.ts'

/** `sandbox [--tls] [--seed F] [--json]`: prints where everything is and runs until it is told to stop. 1 when it cannot start. */
export const sandbox = async (args: string[]): Promise<number> => {
  const options = { tls: { type: 'boolean' }, seed: { type: 'string' }, json: { type: 'boolean' } } as const
  const { values } = parseArgs({ args, options })
  if (values.seed !== undefined && !(await isReadable(values.seed)))
    return failure(`There is no file that can be read at ${values.seed}.`)
  const started = await start({ tls: values.tls === true, ...(values.seed === undefined ? {} : { seed: values.seed }) })
  if (typeof started === 'string') return failure(`The sandbox cannot start: ${started}`)
  // Whoever reads the line may tell us to stop at once.
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  process.stdout.write(values.json === true ? `${JSON.stringify(facts(started))}\n` : text(started))
  await stopped
  await started.close()
  return 0
}

const isReadable = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  )

const start = async (options: { tls: boolean; seed?: string }): Promise<Sandbox | string> => {
  try {
    return await startSandbox(options)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The documented line; the rest of the sandbox's face is for tests. */
const facts = ({ akamai, slack, teams, control }: Sandbox) => {
  const { apiUrl, pageUrl, signingSecret, botToken, appToken } = slack
  const { url, openIdUrl, appId, appPassword, tenantId } = teams
  return {
    akamai,
    slack: { apiUrl, pageUrl, signingSecret, botToken, appToken },
    teams: { url, openIdUrl, pageUrl: teams.pageUrl, appId, appPassword, tenantId },
    control,
  }
}

const text = ({ akamai, slack, teams, control }: Sandbox): string =>
  [
    `Akamai   ${akamai.url} (section ${akamai.section} of ${akamai.edgerc})`,
    ...(akamai.caFile === undefined ? [] : [`         trusted through ${akamai.caFile}`]),
    `Slack    ${slack.apiUrl}, as a web page ${slack.pageUrl}`,
    `Teams    ${teams.url}, as a web page ${teams.pageUrl}`,
    `Controls ${control.url}`,
    'Ctrl-C ends it.',
    '',
  ].join('\n')
