import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlOf } from '../../../src/cli/demo/control.ts'
import { demoConfig } from '../../../src/cli/demo/demo-config.ts'
import type { Stage } from '../../../src/cli/demo/stage.ts'
import { startBot } from '../../../src/cli/demo/start-bot.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../../src/sandbox/world/small-world.ts'

export interface ExpiringStage extends Stage {
  /** The bot's own temporary folder. */
  readonly temporary: string
  readonly configFile: string
}

const world = () =>
  smallWorld({
    generation: 'expiring',
    tokens: [expiringToken('mkt_token1', inDays(Date.now(), 6), { restrictTo: ['4101', '4102'] })],
    edgeWorkers: [
      edgeWorkerUsing({ id: 4101, token: 'mkt_token1' }),
      edgeWorkerUsing({ id: 4102, token: 'mkt_token1', style: 'crlf' }),
    ],
  })

/** Runs with these in the environment, and takes them back. */
const within = async <Result>(env: Readonly<Record<string, string>>, run: () => Promise<Result>): Promise<Result> => {
  const outer = Object.keys(env).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, env)
  try {
    return await run()
  } finally {
    for (const [name, value] of outer) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** A demo's stage in an account whose tokens are values that expire; the bot says all that it ever says, in a home of its own. */
export const setExpiringStage = async (): Promise<ExpiringStage> => {
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-leaks-'))
  const sandbox = await startSandbox({ redis: true })
  const control = controlOf(sandbox.control.url)
  await control.seed(world())
  const auditDir = join(dir, 'audit')
  const [temporary, home] = [join(dir, 'tmp'), join(dir, 'home')]
  await Promise.all([mkdir(temporary), mkdir(home)])
  const text = demoConfig({ auditDir, globex: false })
  const configFile = join(dir, 'config.yaml')
  await writeFile(configFile, text.replace('  - name: acme\n', '  - name: acme\n    generation: expiring\n'))
  const env = { TMPDIR: temporary, HOME: home, LOG_LEVEL: 'debug' }
  const bot = await within(env, () => startBot(sandbox, dir, configFile))
  const close = async (): Promise<void> => {
    await bot.stop()
    await sandbox.close()
    await rm(dir, { recursive: true, force: true })
  }
  return { sandbox, control, bot, dir, auditDir, temporary, configFile, close }
}
