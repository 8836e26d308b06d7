import { abandonScript } from './scripts/abandon.ts'
import { effectLines } from './scripts/check.ts'
import { mainScript } from './scripts/default.ts'
import { expiredScript } from './scripts/expired.ts'
import { failureScript } from './scripts/failure.ts'
import { oneNetworkScript } from './scripts/one-network.ts'
import type { Script } from './scripts/script.ts'
import { setStage } from './stage.ts'

export const scripts: readonly Script[] = [mainScript, oneNetworkScript, failureScript, abandonScript, expiredScript]

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Plays one script against a stage of its own; 0 only if the sandbox's own log of effects says that it ended well. */
export const playScript = async (script: Script): Promise<number> => {
  say(`${script.name}: ${script.tells}.`)
  const world = script.world?.(Date.now())
  const stage = await setStage({
    ...(world === undefined ? {} : { world }),
    keep: process.env['EDGEKV_CHATOPS_KEEP'] === '1',
  })
  try {
    const problems = await script
      .play(stage, (line) => say(`  ${line}`))
      .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
    say('  What the bot did, as the sandbox’s Akamai saw it:')
    for (const line of await effectLines(stage)) say(`    ${line}`)
    for (const problem of problems) say(`  WRONG: ${problem}`)
    if (problems.length > 0) say(`  The bot's log: ${stage.bot.logFile}`)
    say(problems.length === 0 ? `${script.name}: ended as it should.` : `${script.name}: did not end as it should.`)
    return problems.length === 0 ? 0 : 1
  } finally {
    await stage.close()
  }
}
