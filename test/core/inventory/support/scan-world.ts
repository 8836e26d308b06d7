import { readFileSync } from 'node:fs'
import { createAkamai } from '../../../../src/akamai/akamai-accounts.ts'
import { readCredential } from '../../../../src/akamai/credentials.ts'
import { defaultBundleLimits } from '../../../../src/core/bundle/bundle-limits.ts'
import type { BundleContents } from '../../../../src/core/inventory/bundle-contents.ts'
import type { ScanTools } from '../../../../src/core/inventory/scan-tools.ts'
import type { Clock } from '../../../../src/core/ports/clock.ts'
import { startAkamai } from '../../../../src/sandbox/start-akamai.ts'
import type { WorldSeed } from '../../../../src/sandbox/world/world-types.ts'
import { followClock } from '../../../../src/web/remote-clock.ts'
import { createMemoryLog } from '../../../fakes/memory-log.ts'

export interface ScanWorld {
  readonly tools: ScanTools
  readonly clock: Clock
  /** Calls by method and pattern since the last mark, and that mark anew. */
  calls(): Promise<Readonly<Record<string, number>>>
  control(path: string, body?: unknown): Promise<unknown>
  close(): Promise<void>
}

/** The sandbox's Akamai, and our own client of it; bundles already read are kept in memory. */
export const startScanWorld = async (seed?: WorldSeed): Promise<ScanWorld> => {
  const sandbox = await startAkamai({ tls: false, port: 0, ...(seed === undefined ? {} : { seed }) })
  const log = createMemoryLog()
  const clock = await followClock(sandbox.clockUrl, log)
  const read = readCredential({ section: 'default', edgercText: readFileSync(sandbox.edgerc, 'utf8'), env: {} })
  if (!read.ok) throw new Error(read.problem.sentence)
  const akamai = createAkamai({
    accounts: [{ name: 'acme', credentials: { production: read.credential }, generation: 'auto-refreshing' }],
    clock,
    log,
    http: { baseUrl: sandbox.url, timeoutMs: 10_000, budgetMs: 20_000 },
  })
  const kept = new Map<string, BundleContents>()
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${sandbox.controlUrl}${path}`, init)
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
  return {
    clock,
    control,
    tools: {
      ...akamai.of('acme'),
      inspections: {
        load: async (key) => kept.get(JSON.stringify(key)),
        save: async (key, contents) => void kept.set(JSON.stringify(key), contents),
      },
      bundles: { limits: defaultBundleLimits },
      now: () => clock.now(),
    },
    calls: async () => {
      const response = await fetch(`${sandbox.controlUrl}/calls`)
      const { calls }: { calls: readonly { call: string; count: number }[] } = JSON.parse(await response.text())
      await control('/mark', {})
      return Object.fromEntries(calls.map(({ call, count }) => [call, count]))
    },
    close: async () => {
      await akamai.close()
      await clock.close()
      await sandbox.close()
    },
  }
}
