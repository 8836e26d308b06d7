import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { isMap } from '../bundle/evaluate-token-file.ts'
import { timeOf } from '../clock/dates.ts'
import { type Answer, json, tarball } from '../http/answer.ts'
import { jsonOf } from '../http/json-of.ts'
import type { Bom, EdgeWorker, Pin, Revision } from '../world/world.ts'
import { badRequest, notFound } from './edgeworkers-problem.ts'
import { isPinned } from './settle.ts'

/** As lists and lookups show it: whether it is pinned is told by the list's `currentlyPinned` filter alone. */
const showRevision = (call: AkamaiCall, edgeWorker: EdgeWorker, revision: Revision) => ({
  edgeWorkerId: edgeWorker.id,
  version: revision.version,
  activationId: revision.activationId,
  revisionId: revision.revisionId,
  accountId: call.account.accountId,
  checksum: revision.checksum,
  revisionActivationStatus: 'COMPLETE',
  network: revision.network,
  createdTime: timeOf(revision.createdAt),
  lastModifiedTime: timeOf(revision.unpin?.at ?? revision.pin?.at ?? revision.createdAt),
})

/** As pinning and unpinning answer. */
const showPinned = (call: AkamaiCall, edgeWorker: EdgeWorker, revision: Revision) => ({
  ...showRevision(call, edgeWorker, revision),
  ...pinFields('pin', revision.pin),
  ...pinFields('unpin', revision.unpin),
})

const pinFields = (word: 'pin' | 'unpin', pin: Pin | undefined) => {
  if (pin === undefined) return {}
  const note = pin.note === undefined ? {} : { [`${word}Note`]: pin.note }
  return { [`${word}nedBy`]: pin.by, [`${word}nedTime`]: timeOf(pin.at), ...note }
}

export const listRevisions = (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
  const wanted = (name: string, value: string): boolean => (call.query.get(name) ?? value) === value
  const found = edgeWorker.revisions
    .filter((revision) => wanted('version', revision.version) && wanted('network', revision.network))
    .filter((revision) => wanted('activationId', String(revision.activationId)))
    .filter((revision) => call.query.get('pinnedOnly') !== 'true' || revision.pin !== undefined)
    .filter((revision) => call.query.get('currentlyPinned') !== 'true' || isPinned(revision))
  return json(200, { revisions: found.reverse().map((revision) => showRevision(call, edgeWorker, revision)) })
}

/** Lets the handler answer for the revision in the path, or answers 404. */
export const withRevision =
  (handle: (call: AkamaiCall, edgeWorker: EdgeWorker, revision: Revision) => Answer) =>
  (call: AkamaiCall, edgeWorker: EdgeWorker): Answer => {
    const revision = edgeWorker.revisions.find((known) => known.revisionId === param(call, 'revisionId'))
    return revision === undefined ? notFound('revision') : handle(call, edgeWorker, revision)
  }

export const getRevision = withRevision((call, edgeWorker, revision) =>
  json(200, showRevision(call, edgeWorker, revision)),
)

export const getBom = withRevision((_call, _edgeWorker, revision) => json(200, revision.bom satisfies Bom))

export const downloadRevision = withRevision((_call, _edgeWorker, revision) => tarball(revision.bytes))

export const pinRevision = withRevision((call, edgeWorker, revision) => {
  if (isPinned(revision)) return badRequest('The revision is pinned already')
  revision.pin = { by: call.client.user, at: call.now, note: noteOf(call, 'pinNote') }
  revision.unpin = undefined
  call.record('revision.pin', { edgeWorkerId: edgeWorker.id, revisionId: revision.revisionId })
  return json(200, showPinned(call, edgeWorker, revision))
})

export const unpinRevision = withRevision((call, edgeWorker, revision) => {
  if (!isPinned(revision)) return badRequest('The revision is not pinned')
  revision.unpin = { by: call.client.user, at: call.now, note: noteOf(call, 'unpinNote') }
  call.record('revision.unpin', { edgeWorkerId: edgeWorker.id, revisionId: revision.revisionId })
  return json(200, showPinned(call, edgeWorker, revision))
})

const noteOf = (call: AkamaiCall, name: string): string | undefined => {
  const sent = jsonOf(call.body)
  const note = isMap(sent) ? sent[name] : undefined
  return typeof note === 'string' ? note : undefined
}
