import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startRedis } from '../src/sandbox/redis/start-redis.ts'
import type { SandboxAkamai } from '../src/sandbox/start-akamai.ts'
import { tellTargets } from './figures.ts'
import type { Size } from './scan/large-account.ts'
import type { Scanned, Where } from './scan/scan-once.ts'

type Calls = Readonly<Record<string, number>>

interface Counted {
  readonly calls: readonly { readonly call: string; readonly count: number }[]
}

const sandboxProgram = fileURLToPath(new URL('./scan/serve-account.ts', import.meta.url))
const scanProgram = fileURLToPath(new URL('./scan/scan-once.ts', import.meta.url))

/** A program of ours in a process of its own, and the first line that it says. */
const start = async (program: string, argument: unknown) => {
  const child = spawn(process.execPath, [program, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) return { child, ended, line }
  throw new Error(`${program} said nothing`)
}

const startSandbox = async (size: Size) => {
  const { child, ended, line } = await start(sandboxProgram, size)
  const facts: Omit<SandboxAkamai, 'close'> = JSON.parse(line)
  return {
    ...facts,
    close: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** What was asked since the last count. */
const countCalls = async (controlUrl: string): Promise<Calls> => {
  const { calls }: Counted = JSON.parse(await (await fetch(`${controlUrl}/calls`)).text())
  await fetch(`${controlUrl}/mark`, { method: 'POST', body: '{}' })
  return Object.fromEntries(calls.map(({ call, count }) => [call, count]))
}

interface Round extends Scanned {
  readonly calls: Calls
}

const scanIn = async (where: Where, controlUrl: string): Promise<Round> => {
  await countCalls(controlUrl)
  const { ended, line } = await start(scanProgram, where)
  await ended
  const scanned: Scanned = JSON.parse(line)
  return { ...scanned, calls: await countCalls(controlUrl) }
}

const sum = (calls: Calls, of: RegExp = /./): number =>
  Object.entries(calls).reduce((total, [call, count]) => (of.test(call) ? total + count : total), 0)

const bundles = /\/content$/

const tell = (what: string, { ms, peakMb, calls, tokens, usages, errors }: Round): void => {
  const figures = `${(ms / 1000).toFixed(1)} s, ${sum(calls)} calls (${sum(calls, bundles)} for bundles), peak ${peakMb.toFixed(0)} MB`
  console.log(`${what}: ${figures}; ${tokens} tokens, ${usages} usages, ${errors} errors`)
}

/** `bench scan [--tokens N] [--edgeworkers N]`: an account scanned cold, and again when nothing has changed. */
export const scan = async (args: string[]): Promise<number> => {
  const options = { tokens: { type: 'string' }, edgeworkers: { type: 'string' } } as const
  const { values } = parseArgs({ args, options })
  const edgeWorkers = Number(values.edgeworkers ?? 200)
  const size = { tokens: Number(values.tokens ?? 10_000), edgeWorkers, parents: Math.floor(edgeWorkers / 20) }
  console.log(`${size.tokens} tokens, ${edgeWorkers} EdgeWorkers, ${size.parents} of them parents`)
  const [sandbox, redis] = await Promise.all([startSandbox(size), startRedis()])
  try {
    const where = { url: sandbox.url, edgerc: sandbox.edgerc, redis: redis.url }
    const cold = await scanIn(where, sandbox.controlUrl)
    tell('cold', cold)
    const unchanged = await scanIn(where, sandbox.controlUrl)
    tell('unchanged', unchanged)
    const share = (sum(unchanged.calls, bundles) / sum(cold.calls, bundles)) * 100
    return tellTargets([
      { what: 'calls for bundles, unchanged beside cold', figure: share, most: 5, unit: '%' },
      {
        what: 'calls of all kinds, unchanged beside cold',
        figure: (sum(unchanged.calls) / sum(cold.calls)) * 100,
        most: 5,
        unit: '%',
      },
      { what: 'peak memory, cold', figure: cold.peakMb, most: 200, unit: ' MB' },
      { what: 'peak memory, unchanged', figure: unchanged.peakMb, most: 200, unit: ' MB' },
    ])
  } finally {
    await Promise.all([sandbox.close(), redis.close()])
  }
}
