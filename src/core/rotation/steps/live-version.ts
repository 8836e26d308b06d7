import type { BundleContents } from '../../inventory/bundle-contents.ts'
import { type Credential, containsCredential, entriesWith } from '../../inventory/credential.ts'
import { readContents } from '../../inventory/read-contents.ts'
import type { Activation } from '../../ports/edge-workers.ts'
import type { Snapshot } from '../../ports/records.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Network } from '../../token/network.ts'
import { newTokensOf } from '../snapshot-parts.ts'
import type { StepTools } from './step.ts'

/** How a bundle stands to the rotation. */
export type Bearing = 'new' | 'old' | 'both' | 'neither'

/** The old token as bundles hold it. */
const oldCredential = (record: ActionRecord): Credential | undefined => {
  const { old } = record.plan.binding
  if (old === undefined) return undefined
  const fingerprint = record.plan.findings.oldFingerprint
  return { ...old, ...(fingerprint === undefined ? {} : { fingerprint }) }
}

/** The new tokens as bundles hold them, once Akamai has named them. */
const newCredentials = (snapshot: Snapshot): readonly Credential[] =>
  newTokensOf(snapshot).flatMap((part) =>
    part.uuid === undefined
      ? []
      : [
          {
            name: part.name,
            uuid: part.uuid,
            ...(part.fingerprint === undefined ? {} : { fingerprint: part.fingerprint }),
          },
        ],
  )

/** Which of the rotation's tokens the contents hold. */
export const bearingOf = (contents: BundleContents, record: ActionRecord, snapshot: Snapshot): Bearing => {
  const old = oldCredential(record)
  const hasOld = old !== undefined && containsCredential(contents, old)
  const hasNew = newCredentials(snapshot).some((token) => entriesWith(contents, token).length > 0)
  if (hasOld) return hasNew ? 'both' : 'old'
  return hasNew ? 'new' : 'neither'
}

/** The activation that is live on the network, if any. */
export const liveOn = async (
  tools: StepTools,
  edgeWorkerId: string,
  network: Network,
): Promise<Activation | undefined> =>
  (await tools.edgeWorkers.activeActivations(edgeWorkerId)).find((activation) => activation.network === network)

/** What the live version holds: read from Akamai (or from the store of contents already read). */
export const liveBearing = async (
  tools: StepTools,
  record: ActionRecord,
  snapshot: Snapshot,
  live: Pick<Activation, 'edgeWorkerId' | 'version'>,
): Promise<Bearing | 'unreadable'> => {
  const contents = await readContents(tools, record.account, live.edgeWorkerId, live.version)
  return contents === undefined ? 'unreadable' : bearingOf(contents, record, snapshot)
}
