import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controlOf } from '../../../src/cli/demo/control.ts'
import { demoConfig } from '../../../src/cli/demo/demo-config.ts'
import type { Stage } from '../../../src/cli/demo/stage.ts'
import { startBot } from '../../../src/cli/demo/start-bot.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../../src/sandbox/world/small-world.ts'

/** A demo's stage in an account whose tokens are values that expire; `temporary` is the bot's own temporary folder. */
export const setExpiringStage = async (): Promise<Stage & { readonly temporary: string }> => {
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-leaks-'))
  const sandbox = await startSandbox({ redis: true })
  const control = controlOf(sandbox.control.url)
  await control.seed(
    smallWorld({
      generation: 'expiring',
      tokens: [expiringToken('mkt_token1', inDays(Date.now(), 6), { restrictTo: ['4101', '4102'] })],
      edgeWorkers: [
        edgeWorkerUsing({ id: 4101, token: 'mkt_token1' }),
        edgeWorkerUsing({ id: 4102, token: 'mkt_token1', style: 'crlf' }),
      ],
    }),
  )
  const auditDir = join(dir, 'audit')
  const temporary = join(dir, 'tmp')
  await mkdir(temporary)
  const text = demoConfig({ auditDir, globex: false })
  const configFile = join(dir, 'config.yaml')
  await writeFile(configFile, text.replace('  - name: acme\n', '  - name: acme\n    generation: expiring\n'))
  const outer = process.env['TMPDIR']
  process.env['TMPDIR'] = temporary
  const bot = await startBot(sandbox, dir, configFile).finally(() => {
    if (outer === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = outer
  })
  const close = async (): Promise<void> => {
    await bot.stop()
    await sandbox.close()
    await rm(dir, { recursive: true, force: true })
  }
  return { sandbox, control, bot, dir, auditDir, temporary, close }
}
