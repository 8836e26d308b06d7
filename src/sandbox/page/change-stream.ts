import type { ServerResponse } from 'node:http'

/** What is watched: its time, and whom it tells of a change. */
interface Changing {
  readonly now: () => number
  readonly listeners: Set<() => void>
}

/** Tells open pages that something changed (Server-Sent Events). */
export interface ChangeStream {
  readonly add: (response: ServerResponse) => void
  readonly close: () => void
}

const gatherMs = 40
const maxPages = 50

/** Changes that come together are told once; what changed is for the page to ask. */
export const createChangeStream = (
  world: Changing,
  clock: { readonly rate: () => number; readonly adjustable: boolean },
): ChangeStream => {
  const pages = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | undefined
  const line = () => {
    const data = { now: world.now(), rate: clock.rate(), adjustable: clock.adjustable }
    return `data: ${JSON.stringify(data)}\n\n`
  }
  const tell = () => {
    timer = undefined
    for (const page of pages) page.write(line())
  }
  const changed = () => {
    timer ??= setTimeout(tell, gatherMs)
  }
  world.listeners.add(changed)
  return {
    add: (response) => {
      if (pages.size >= maxPages) return void response.writeHead(503).end()
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
      response.write(`retry: 1000\n${line()}`)
      pages.add(response)
      response.on('close', () => pages.delete(response))
    },
    close: () => {
      world.listeners.delete(changed)
      clearTimeout(timer)
      for (const page of pages) page.end()
    },
  }
}
