import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVirtualClock } from './clock/virtual-clock.ts'
import { edgercOf } from './edgegrid/api-client.ts'
import { type Listening, listen } from './http/listen.ts'
import { createSandboxState } from './sandbox-state.ts'
import { serveRequests } from './serve-request.ts'
import { selfSigned } from './tls/self-signed.ts'
import { sampleWorld } from './world/sample-world.ts'
import type { WorldSeed } from './world/world-types.ts'

export interface AkamaiOptions {
  readonly tls: boolean
  readonly seed?: WorldSeed
  readonly port: number
}

export interface SandboxAkamai {
  readonly url: string
  readonly caFile?: string
  /** Path of a file with both API clients. */
  readonly edgerc: string
  readonly section: string
  readonly controlUrl: string
  readonly clockUrl: string
  close(): Promise<void>
}

/** The sandbox's Akamai with its edges, clock and controls. These are plain HTTP on loopback even where Akamai is HTTPS. */
export const startAkamai = async (options: AkamaiOptions): Promise<SandboxAkamai> => {
  const clock = createVirtualClock()
  const state = createSandboxState(clock, options.seed ?? sampleWorld(clock.now()))
  const serve = serveRequests(state)
  const folder = await mkdtemp(join(tmpdir(), 'edgekv-sandbox-'))
  const open: Listening[] = []
  const close = async (): Promise<void> => {
    clock.close()
    await Promise.all(open.map((server) => server.close()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const plain = await listen(createServer(serve), options.tls ? 0 : options.port)
    open.push(plain)
    const plainUrl = `http://127.0.0.1:${plain.port}`
    const secure = options.tls ? await serveSecurely(serve, folder, options.port, open) : undefined
    const url = secure?.url ?? plainUrl
    const edgerc = join(folder, 'edgerc')
    await writeFile(edgerc, edgercOf(state.clients, new URL(url).host), { mode: 0o600 })
    const facts = { url, edgerc, section: 'default', controlUrl: `${plainUrl}/_control` }
    return {
      ...facts,
      ...(secure === undefined ? {} : { caFile: secure.caFile }),
      clockUrl: `${plainUrl}/_control/clock`,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const serveSecurely = async (
  serve: ReturnType<typeof serveRequests>,
  folder: string,
  port: number,
  open: Listening[],
): Promise<{ url: string; caFile: string }> => {
  const certificate = selfSigned(Date.now())
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, certificate.cert)
  const secure = await listen(createTlsServer(certificate, serve), port)
  open.push(secure)
  return { url: `https://localhost:${secure.port}`, caFile }
}
