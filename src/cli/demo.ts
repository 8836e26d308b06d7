import { parseArgs } from 'node:util'
import { playScript, scripts } from './demo/play-script.ts'
import { setStage } from './demo/stage.ts'

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const howTo = (url: string): string => `The demo runs: ${url}

  1. As Ana, in #marketing, type  /edgekv rotate mkt_token1  and press "Ask for approval".
  2. Change "You are" to Ben Okafor and press "Approve".
  3. Press "600×" at the top: ten minutes take a second. Watch the message go through staging and production.
  4. When it says "Running – soak", press "+1 day".
  5. As Ana again, press "Source updated". A moment later the message says that the old token is revoked.

The same in Microsoft Teams: press "Teams beside" at the top. What is asked for in one can be approved in the other.

Ctrl+C ends the demo and leaves nothing behind.
`

const inBrowser = async (): Promise<number> => {
  const stage = await setStage()
  const stopped = untilStopped()
  process.stdout.write(howTo(stage.sandbox.slack.pageUrl))
  await stopped
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
