import type { AppOptions } from './app/app-options.ts'
import { Closers } from './app/closers.ts'
import { chatTools, engineTools } from './app/core-tools.ts'
import { type Opened, openParts } from './app/open-parts.ts'
import { runWorkers } from './app/run-workers.ts'
import { serve } from './app/serve.ts'
import { watchEverything } from './app/watch-role.ts'

export { type Role, roles } from './app/app-options.ts'

export interface App {
  readonly port: number
  close(): Promise<void>
}

const work = ({ parts, queues, metrics }: Opened, closers: Closers): void => {
  const { config, stores } = parts
  const workers = { config, stores, engine: engineTools(parts), chat: chatTools(parts), metrics, ...queues }
  closers.add(runWorkers(workers), (running) => running.close())
}

const watch = ({ parts, outgoing }: Opened, closers: Closers): void => {
  const stopping = new AbortController()
  const { config, stores } = parts
  const watching = watchEverything({ config, chat: chatTools(parts), stores, outgoing }, stopping.signal)
  closers.add(watching, async (running) => {
    stopping.abort()
    await running
  })
}

/** The one place that knows everyone: clients, services, and what this process does. Throws in one sentence when it cannot start. */
export const startApp = async (options: AppOptions): Promise<App> => {
  const closers = new Closers()
  try {
    const opened = await openParts(options, closers)
    const { audit, config } = opened.parts
    await audit.append([
      { what: 'config.loaded', actor: { kind: 'bot' }, facts: { hash: config.hash, roles: options.roles } },
    ])
    if (options.roles.includes('worker')) work(opened, closers)
    if (options.roles.includes('watch')) watch(opened, closers)
    const port = await serve(opened, options, closers)
    return { port, close: () => closers.close() }
  } catch (error) {
    await closers.close()
    throw error
  }
}
