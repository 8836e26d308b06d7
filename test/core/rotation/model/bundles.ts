import { createHash } from 'node:crypto'
import { networks } from '../../../../src/core/token/network.ts'
import type { EdgeWorkerAtFirst } from '../../../fakes/akamai/memory-akamai.ts'
import { textIn } from '../../../fakes/akamai/text-in.ts'
import { bundleOf, oldUuid, thirdUuid, tokenFile } from '../../bundle/support/samples.ts'
import type { Family } from './scenario.ts'

export const cartUuid = thirdUuid

const shop = { name: 'shop', reference: oldUuid }
const cart = { key: 'namespace-cart', name: 'cart', reference: cartUuid }

const made = (version: string, tokens: readonly (typeof shop)[], child?: string): Uint8Array => {
  const kin =
    child === undefined ? '' : `, "dependencies": { "kin": { "edgeWorkerId": ${child}, "version": "active" } }`
  return bundleOf({
    'bundle.json': `{ "edgeworker-version": "${version}"${kin} }`,
    'edgekv_tokens.js': tokenFile(...tokens),
  })
}

/** What somebody else may deploy: with the old tokens still, or with none. */
const theirs = (tokens: readonly (typeof shop)[]) => ({ 'hot-fix': made('hot-fix', tokens), clean: made('clean', []) })

const one = { '1.0': made('1.0', [shop]), ...theirs([shop]) }
/** `2.0` runs EdgeWorker 1 inside. */
const two = { '1.0': made('1.0', [shop, cart]), '2.0': made('2.0', [shop, cart], '1'), ...theirs([shop, cart]) }

/** Bundles are packed once, so that what they hold is read once. */
export const edgeWorkersAtFirst = (family: Family): Readonly<Record<string, EdgeWorkerAtFirst>> => {
  const version = family === 'none' ? '1.0' : '2.0'
  return {
    '1': { versions: one, live: { STAGING: '1.0', PRODUCTION: '1.0' } },
    '2': { versions: two, live: { STAGING: version, PRODUCTION: version }, pinned: family === 'pinned' },
  }
}

const names = ['shop_r2', 'shop_r3', 'cart_r2', 'fresh']
/** The same in every run: so are the bytes of what holds it. */
export const uuidOf = (name: string): string => `5d2abbbb-0000-5000-8000-00000000000${names.indexOf(name)}`

export const scopeOf = (namespace: string) =>
  ({ namespaces: { [namespace]: ['r'] }, networks, edgeWorkerIds: [] }) as const

const sums = new WeakMap<Uint8Array, string>()

export const checksumOf = (bytes: Uint8Array): string => {
  const sum = sums.get(bytes) ?? createHash('sha256').update(bytes).digest('hex')
  sums.set(bytes, sum)
  return sum
}

const fileIn = (bytes: Uint8Array): string =>
  /var edgekv_access_tokens[\s\S]*?export { edgekv_access_tokens };\n/.exec(textIn(bytes))?.[0] ?? ''

/** What a parent runs with that version of its child. */
export const combined = (parent: Uint8Array, child: Uint8Array): Uint8Array =>
  bundleOf({ 'edgekv_tokens.js': fileIn(parent), 'kin/edgekv_tokens.js': fileIn(child) })
