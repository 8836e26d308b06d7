import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createAkamai } from '../../src/akamai/akamai-accounts.ts'
import { readAccountAccess } from '../../src/cli/account-access.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { defaultBundleLimits } from '../../src/core/bundle/bundle-limits.ts'
import { rewriteBundle } from '../../src/core/bundle/rewrite-bundle.ts'
import type { Akamai } from '../../src/core/ports/akamai.ts'
import { systemClock } from '../../src/system-clock.ts'
import type { Calls } from './calls.ts'

type AccountApi = ReturnType<Akamai['of']>

const [edgeWorkerId, path] = ['4101', 'edgekv_tokens.js']

/** What is live before, and how often each call is to be made. One line of JSON for each rotation. */
export interface Order {
  readonly base: string
  readonly calls: Calls
}

const networks = ['STAGING', 'PRODUCTION'] as const
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

const open = (): AccountApi => {
  const read = readConfig({ env: process.env, readFile: (file) => readFileSync(file) })
  if (!read.ok) throw new Error('the configuration cannot be read')
  const accounts = readAccountAccess(read.config, process.env).flatMap((one) => (one.ok ? [one.access] : []))
  const baseUrl = read.config.akamai.baseUrl ?? ''
  return createAkamai({ accounts, clock: systemClock, log: silent, http: { baseUrl } }).of('acme')
}

/** The reads that the engine makes besides the one that each change needs, one after the other. */
const readsOf = (
  { edgeKv, edgeWorkers }: AccountApi,
  base: string,
  activationId: number,
): Readonly<Record<string, () => Promise<unknown>>> => ({
  'GET /edgekv/v1/networks/:network/namespaces': () => edgeKv.listNamespaces('STAGING'),
  'GET /edgekv/v1/tokens': () => edgeKv.listTokens(),
  'GET /edgekv/v1/tokens/:name': () => edgeKv.getToken('mkt_token1'),
  'GET /edgeworkers/v1/ids': () => edgeWorkers.listEdgeWorkers(),
  'GET /edgeworkers/v1/ids/:id/activations': () => edgeWorkers.listActivations(edgeWorkerId, { network: 'STAGING' }),
  'GET /edgeworkers/v1/ids/:id/activations/:changeId': () => edgeWorkers.getActivation(edgeWorkerId, activationId),
  'GET /edgeworkers/v1/ids/:id/properties': () => edgeWorkers.listProperties(edgeWorkerId),
  'GET /edgeworkers/v1/ids/:id/versions': () => edgeWorkers.listVersions(edgeWorkerId),
  'GET /edgeworkers/v1/ids/:id/versions/:version/content': () => edgeWorkers.downloadBundle(edgeWorkerId, base),
})

const rewritten = async (
  api: AccountApi,
  { base, version, uuid }: { readonly base: string; readonly version: string; readonly uuid: string },
): Promise<Uint8Array> => {
  const bytes = await api.edgeWorkers.downloadBundle(edgeWorkerId, base)
  const to = { kind: 'reference', uuid } as const
  const entries = [{ path, fromName: 'mkt_token1', toName: 'mkt_token1_r2', to }]
  const rewrite = await rewriteBundle(bytes, { entries, version, fixKeys: false }, defaultBundleLimits)
  if (!rewrite.ok) throw new Error(rewrite.problems[0]?.message ?? 'not rewritten')
  return rewrite.bytes
}

const changeAll = async (api: AccountApi, base: string): Promise<number> => {
  const { edgeKv, edgeWorkers } = api
  const version = `${base}-bench`
  const scope = { namespaces: { marketing: ['r'] }, networks, edgeWorkerIds: [] } as const
  const made = await edgeKv.createToken({ name: 'mkt_token1_r2', scope })
  if (made.kind !== 'created') throw new Error('the name is taken')
  const bytes = await rewritten(api, { base, version, uuid: made.token.uuid })
  await edgeWorkers.validateBundle(bytes)
  await edgeWorkers.uploadVersion(edgeWorkerId, bytes)
  let activationId = 0
  for (const network of networks) {
    const answer = await edgeWorkers.activate({ edgeWorkerId, network, version, note: 'bench' })
    if (answer.kind === 'accepted') activationId = answer.activation.activationId
  }
  return activationId
}

/** The same calls as the engine's, each as often, with nothing between them but what they need of each other. */
const rotate = async (api: AccountApi, { base, calls }: Order): Promise<void> => {
  const activationId = await changeAll(api, base)
  for (const [call, read] of Object.entries(readsOf(api, base, activationId))) {
    const made = call.endsWith('/content') ? 1 : 0
    for (let n = made; n < (calls[call] ?? 0); n += 1) await read()
  }
  await api.edgeKv.revokeToken('mkt_token1', networks)
}

const api = open()
for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now()
  await rotate(api, JSON.parse(line) as Order)
  process.stdout.write(`${performance.now() - began}\n`)
}
