import { setTimeout as wait } from 'node:timers/promises'
import { Agent, type Dispatcher } from 'undici'
import { setStage } from '../src/cli/demo/stage.ts'
import { type Acknowledged, sendCommand } from './ack/send-command.ts'
import { startBareBolt } from './ack/start-bare-bolt.ts'
import { median, quantile, tellTargets } from './figures.ts'

const atOnce = 10
const rounds = 60
const warmUpRounds = 10
/** Between two rounds, so that one does not wait for the plans of the one before. */
const pauseMs = 300

interface Way {
  readonly name: string
  readonly url: string
}

type Send = (url: string) => Promise<Acknowledged>

const roundOf = (send: Send, url: string): Promise<readonly Acknowledged[]> =>
  Promise.all(Array.from({ length: atOnce }, () => send(url)))

/** Both ways in every round, in turns, so that a busy moment hits both. */
const measure = async (ways: readonly Way[], send: Send): Promise<ReadonlyMap<string, readonly Acknowledged[]>> => {
  const all = new Map<string, Acknowledged[]>(ways.map((way) => [way.name, []]))
  for (let round = -warmUpRounds; round < rounds; round += 1)
    for (const { name, url } of ways) {
      const acknowledged = await roundOf(send, url)
      if (round >= 0) all.get(name)?.push(...acknowledged)
      await wait(pauseMs)
    }
  return all
}

const tell = (all: ReadonlyMap<string, readonly Acknowledged[]>): number => {
  const p99 = (name: string): number =>
    quantile(
      (all.get(name) ?? []).map((one) => one.ms),
      0.99,
    )
  console.log(`/edgekv rotate acknowledged over signed HTTP, ${atOnce} at once, ${rounds} rounds:`)
  for (const [name, acknowledged] of all) {
    const times = acknowledged.map((one) => one.ms)
    console.log(`  ${name.padEnd(12)} median ${median(times).toFixed(1)} ms, p99 ${p99(name).toFixed(1)} ms`)
  }
  const refused = [...all.values()].flat().filter((one) => !one.ok).length
  return tellTargets([
    { what: 'p99 of the bot', figure: p99('this bot'), most: 50, unit: ' ms' },
    { what: 'p99 of the bot / p99 of bare Bolt', figure: p99('this bot') / p99('bare Bolt'), most: 1.5 },
    { what: 'commands not acknowledged as saved', figure: refused, most: 0 },
  ])
}

/** The shipped process beside a Bolt app that does nothing, same client, same run. 0 when all targets are kept, else 1. */
export const ack = async (args: string[]): Promise<number> => {
  const stage = await setStage()
  const dispatcher: Dispatcher = new Agent({ connections: atOnce, pipelining: 1 })
  const { signingSecret, apiUrl } = stage.sandbox.slack
  const bare = await startBareBolt(signingSecret)
  try {
    const to = { responseUrl: `${new URL(apiUrl).origin}/nowhere`, dispatcher }
    const ways = [
      { name: 'bare Bolt', url: bare.url },
      { name: 'this bot', url: `${stage.bot.url}/slack/events` },
    ]
    const all = await measure(ways, (url) => sendCommand(url, signingSecret, 'rotate mkt_token1', to))
    if (args.includes('--json'))
      console.log(JSON.stringify(Object.fromEntries([...all].map(([name, some]) => [name, some.map((one) => one.ms)]))))
    return tell(all)
  } finally {
    await dispatcher.close()
    await bare.stop()
    await stage.close()
  }
}
