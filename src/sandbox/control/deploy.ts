import { z } from 'zod'
import { readContents } from '../bundle/read-contents.ts'
import { findVersion } from '../edgeworkers/resolve-bom.ts'
import { settle } from '../edgeworkers/settle.ts'
import { startChange } from '../edgeworkers/start-change.ts'
import { json } from '../http/answer.ts'
import { makeVersion } from '../world/build-edge-workers.ts'
import type { Account, EdgeWorker, Network, Version } from '../world/world.ts'
import { type ControlCall, ControlRefusal } from './control-call.ts'
import { deriveBundle } from './derive-bundle.ts'
import { findEdgeWorker } from './find-in-world.ts'

const order = z.strictObject({
  edgeWorkerId: z.number(),
  network: z.enum(['STAGING', 'PRODUCTION']),
  /** Uploaded and activated; one that exists already is only activated. */
  version: z.string().optional(),
  /** base64; otherwise derived from what is active. */
  bundle: z.string().optional(),
  /** Every entry of the token file becomes this token's. */
  tokenName: z.string().optional(),
  /** The derived bundle uses no token any more. */
  withoutToken: z.boolean().default(false),
  /** False: it takes as long as any activation. */
  complete: z.boolean().default(true),
  note: z.string().max(128).optional(),
})

type Order = z.infer<typeof order>

const somebody = 'someone.else'

/** Somebody else deploys a version, without the checks that the API makes. */
export const deploy = ({ state, body, now }: ControlCall) => {
  const wanted = order.parse(body)
  const { account, edgeWorker } = findEdgeWorker(state.world, wanted.edgeWorkerId)
  const known = wanted.version === undefined ? undefined : findVersion(edgeWorker, wanted.version)
  const version = known ?? addVersion(account, edgeWorker, wanted, now)
  const facts = { account: account.name, client: 'outside', edgeWorkerId: edgeWorker.id, version: version.version }
  if (known === undefined) {
    state.effects.record({ at: now, kind: 'version.upload', checksum: version.checksum, ...facts })
  }
  const change = startChange(
    account,
    edgeWorker,
    { network: wanted.network, version: version.version, note: wanted.note, autoPin: true },
    { kind: 'activation', by: somebody, now, nextId: state.world.nextId },
  )
  if (wanted.complete) change.lastsMs = 0
  const { network, id: activationId } = change
  state.effects.record({ at: now, kind: 'activation.create', network, activationId, ...facts })
  settle(state.world, now)
  return json(200, { version: version.version, activationId, checksum: version.checksum })
}

const addVersion = (account: Account, edgeWorker: EdgeWorker, wanted: Order, now: number): Version => {
  const bytes = bundleOf(account, edgeWorker, wanted)
  const name = readContents(bytes).version
  if (name === undefined) throw new ControlRefusal('the bundle has no readable bundle.json')
  if (findVersion(edgeWorker, name) !== undefined) throw new ControlRefusal(`version ${name} exists`)
  const sequence = (edgeWorker.versions.at(-1)?.sequence ?? 0) + 1
  const version = makeVersion(bytes, name, sequence, somebody, now)
  edgeWorker.versions.push(version)
  return version
}

const bundleOf = (account: Account, edgeWorker: EdgeWorker, wanted: Order): Uint8Array => {
  if (wanted.bundle !== undefined) return Buffer.from(wanted.bundle, 'base64')
  const base = baseOf(edgeWorker, wanted.network)
  const version = wanted.version ?? freeVersion(edgeWorker, base.version)
  return deriveBundle(account, base.bytes, { version, tokenName: wanted.tokenName, withoutToken: wanted.withoutToken })
}

const baseOf = (edgeWorker: EdgeWorker, network: Network): Version => {
  const active = edgeWorker.live[network].at(-1)?.version
  const base = active === undefined ? edgeWorker.versions.at(-1) : findVersion(edgeWorker, active)
  if (base === undefined) throw new ControlRefusal(`EdgeWorker ${edgeWorker.id} has no version to derive from`)
  return base
}

const freeVersion = (edgeWorker: EdgeWorker, base: string): string => {
  for (let count = 1; ; count += 1) {
    const version = `${base.slice(0, 24)}-else.${count}`
    if (findVersion(edgeWorker, version) === undefined && !edgeWorker.burned.has(version)) return version
  }
}
