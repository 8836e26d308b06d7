import type { EdgeWorkers } from '../../core/ports/edge-workers.ts'
import type { Network } from '../../core/token/network.ts'
import type { Call } from '../http/call.ts'
import { segment } from '../http/segment.ts'

const base = '/edgeworkers/v1'

/** Uploads and validations are read whole by Akamai before it answers. */
const bundleTimeoutMs = 120_000

/** A call that only reads. */
export const read = (what: string, path: string, grant = 'EdgeWorkers, read', query: Record<string, string> = {}) => ({
  what,
  method: 'GET' as const,
  path: base + path,
  query,
  changes: false,
  grant,
})

export const ofId = (edgeWorkerId: string, rest: string): string => `/ids/${segment(edgeWorkerId)}${rest}`

export const activationsCall = (
  edgeWorkerId: string,
  query: { readonly activeOnNetwork?: 'true'; readonly version?: string; readonly network?: Network },
) =>
  read(
    `list activations of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, '/activations'),
    'EdgeWorkers - view activations',
    query,
  )

export const deactivationsCall = (edgeWorkerId: string) =>
  read(
    `list deactivations of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, '/deactivations'),
    'EdgeWorkers - view activations',
  )

/** A bundle as it lies at Akamai. */
const download = (what: string, path: string, maxBytes: number): Call => ({
  ...read(what, path, 'EdgeWorkers - view versions'),
  accept: 'application/gzip',
  maxBytes,
})

export const downloadCall = (edgeWorkerId: string, version: string, maxBytes: number): Call =>
  download(
    `download version ${version} of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, `/versions/${segment(version)}/content`),
    maxBytes,
  )

export const downloadCombinedCall = (edgeWorkerId: string, revisionId: string, maxBytes: number): Call =>
  download(
    `download revision ${revisionId} of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, `/revisions/${segment(revisionId)}/content`),
    maxBytes,
  )

export const bomCall = (edgeWorkerId: string, revisionId: string) =>
  read(
    `read the parts of revision ${revisionId} of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, `/revisions/${segment(revisionId)}/bom`),
    'EdgeWorkers - view versions',
  )

export const revisionsCall = (edgeWorkerId: string, filter: Parameters<EdgeWorkers['listRevisions']>[1] = {}) => {
  const { activationId, currentlyPinned, ...rest } = filter
  return read(
    `list revisions of EdgeWorker ${edgeWorkerId}`,
    ofId(edgeWorkerId, '/revisions'),
    'EdgeWorkers - view activations',
    {
      ...rest,
      ...(activationId === undefined ? {} : { activationId: String(activationId) }),
      ...(currentlyPinned === true ? { currentlyPinned: 'true' } : {}),
    },
  )
}

/** A POST that changes nothing. */
export const validateCall = (bundle: Uint8Array): Omit<Call, 'accept'> => ({
  what: 'validate a bundle',
  method: 'POST',
  path: `${base}/validations`,
  body: bundle,
  contentType: 'application/gzip',
  changes: false,
  grant: 'EdgeWorkers, read-write',
  timeoutMs: bundleTimeoutMs,
})

export const uploadCall = (edgeWorkerId: string, bundle: Uint8Array): Omit<Call, 'accept'> => ({
  what: `upload a version of EdgeWorker ${edgeWorkerId}`,
  method: 'POST',
  path: base + ofId(edgeWorkerId, '/versions'),
  body: bundle,
  contentType: 'application/gzip',
  changes: true,
  grant: 'EdgeWorkers - create versions',
  quota: 'upload',
  timeoutMs: bundleTimeoutMs,
})

/** Akamai takes 128 characters of a note. */
const noteLength = 128

export const activateCall = (order: Parameters<EdgeWorkers['activate']>[0]): Omit<Call, 'accept'> => {
  const { edgeWorkerId, network, version, note, autoPin } = order
  return {
    what: `activate version ${version} of EdgeWorker ${edgeWorkerId} on ${network}`,
    method: 'POST',
    path: base + ofId(edgeWorkerId, '/activations'),
    body: JSON.stringify({
      network,
      version,
      note: note.slice(0, noteLength),
      ...(autoPin === undefined ? {} : { autoPin }),
    }),
    contentType: 'application/json',
    changes: true,
    grant: 'EdgeWorkers - activate',
    quota: `activation:${network}`,
  }
}
