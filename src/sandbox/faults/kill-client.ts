import type { IncomingMessage } from 'node:http'

/** Clients that want to be killed in crash tests send their process id in this header. */
const pidHeader = 'x-edgekv-chatops-pid'

export const pidOf = (request: IncomingMessage): number | undefined => {
  const text = request.headers[pidHeader]
  const pid = typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : undefined
  return pid !== undefined && pid > 1 ? pid : undefined
}

/** SIGKILLs the process that sent the request; never the sandbox itself. */
export const killClient = (request: IncomingMessage): void => {
  const pid = pidOf(request)
  if (pid === undefined || pid === process.pid) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already, which is what was wanted.
  }
}
