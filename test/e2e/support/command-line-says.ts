import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { botEnvironment } from '../../../src/cli/demo/start-bot.ts'
import { runCli } from '../../cli/run-cli.ts'
import { akamaiCaller } from '../../sandbox/akamai-caller.ts'
import { listAt, textAt } from '../../sandbox/json-at.ts'
import type { ExpiringStage } from './expiring-stage.ts'
import type { Searched } from './find-leaks.ts'
import { folderContents } from './folder-contents.ts'

/** The bundle that EdgeWorker 4101 runs, which holds its token's value. */
const runningBundle = async ({ sandbox }: ExpiringStage): Promise<Buffer> => {
  const api = await akamaiCaller(sandbox)
  const live = await api.get('/edgeworkers/v1/ids/4101/activations?activeOnNetwork=true&network=PRODUCTION')
  const [activation] = listAt(live.json, 'activations')
  return (await api.get(`/edgeworkers/v1/ids/4101/versions/${textAt(activation, 'version')}/content`)).bytes
}

/** What one line prints, on both its outputs. Throws when it ends otherwise than it should. */
export const printed = async (
  { sandbox, configFile }: ExpiringStage,
  line: readonly string[],
  wanted = 0,
): Promise<Searched> => {
  const env = Object.entries(botEnvironment(sandbox, configFile)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const { code, out, err } = await runCli(line, Object.fromEntries(env))
  const place = `cli ${line.slice(0, 2).join(' ')}`
  if (code !== wanted) throw new Error(`${place} ended with ${code}: ${err}`)
  return { place, bytes: Buffer.from(out + err) }
}

const always = ['--from', '2020-01-01', '--to', '2099-12-31']

/** What every verb that reads the rotation prints, and the papers that it writes. */
export const commandLineSays = async (stage: ExpiringStage): Promise<readonly Searched[]> => {
  const { auditDir } = stage
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-says-'))
  const [bundle, papers] = [join(dir, 'bundle.tgz'), join(dir, 'papers')]
  await writeFile(bundle, await runningBundle(stage))
  const trail = (await readdir(auditDir)).map((name) => join(auditDir, name))
  const lines = [
    ['list', '--json'],
    ['list', '--csv', '--stored'],
    ['doctor'],
    ['audit', 'verify', ...trail],
    ...['csv', 'jsonl'].map((format) => ['audit', 'export', ...always, '--format', format, '--dir', auditDir]),
    ['audit', 'evidence', 'R1', '-o', papers, '--dir', auditDir],
    ['bundle', 'inspect', bundle],
    ['bundle', 'inspect', bundle, '--json'],
  ]
  try {
    const said: Searched[] = []
    for (const line of lines) said.push(await printed(stage, line))
    return [...said, ...folderContents('papers', papers)]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
