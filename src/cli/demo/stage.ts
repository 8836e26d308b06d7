import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts'
import { type Control, controlOf } from './control.ts'
import { demoConfig } from './demo-config.ts'
import { type Bot, startBot } from './start-bot.ts'

/** A sandbox with the real bot running against it. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly control: Control
  readonly bot: Bot
  /** Holds configuration, log and audit trail; removed with the stage. */
  readonly dir: string
  readonly auditDir: string
  close(): Promise<void>
}

export interface StageOptions {
  /** The world; the sample world by default. */
  readonly world?: unknown
  readonly keep?: boolean
}

/** Sets the stage: sandbox, its private Redis, the world, the bot. Leaves nothing behind when it is closed. */
export const setStage = async (options: StageOptions = {}): Promise<Stage> => {
  const dir = await mkdtemp(join(tmpdir(), 'edgekv-chatops-demo-'))
  const undo: (() => Promise<unknown>)[] = [
    () => (options.keep === true ? Promise.resolve() : rm(dir, { recursive: true, force: true })),
  ]
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const sandbox = await startSandbox({ redis: true })
    undo.push(() => sandbox.close())
    const control = controlOf(sandbox.control.url)
    if (options.world !== undefined) await control.seed(options.world)
    const auditDir = join(dir, 'audit')
    const configFile = join(dir, 'config.yaml')
    await writeFile(configFile, demoConfig({ auditDir, globex: options.world === undefined }), { mode: 0o600 })
    const bot = await startBot(sandbox, dir, configFile)
    undo.push(() => bot.stop())
    return { sandbox, control, bot, dir, auditDir, close }
  } catch (error) {
    await close()
    throw error
  }
}
