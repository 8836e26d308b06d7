import { parseArgs } from 'node:util'
import { playScript, scripts } from './demo/play-script.ts'
import { setStage } from './demo/stage.ts'

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const inBrowser = async (): Promise<number> => {
  const stage = await setStage()
  process.stdout.write(
    `The demo runs: ${stage.sandbox.slack.pageUrl}\n\nAs Ana, type /edgekv rotate mkt_token1 in #marketing and ask for approval.\nSwitch to Ben and approve. Speed the clock up with the buttons at the top. Ctrl+C ends it.\n`,
  )
  await untilStopped()
  await stage.close()
  return 0
}

/** `demo [--script [NAME]]`: the bot against the sandbox, in the browser, or playing a story by itself. */
export const demo = async (args: string[]): Promise<number> => {
  const plain = args[0] === '--script' && (args.length === 1 || args[1]?.startsWith('-') === true)
  const { values } = parseArgs({
    args: plain ? ['--script', 'default', ...args.slice(1)] : args,
    options: { script: { type: 'string' } },
  })
  if (values.script === undefined) return inBrowser()
  const script = scripts.find((one) => one.name === values.script)
  if (script !== undefined) return playScript(script)
  process.stderr.write(
    `There is no script ${values.script}. There are: ${scripts.map((one) => one.name).join(', ')}.\n`,
  )
  return 2
}
