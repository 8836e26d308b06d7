import type { AkamaiCall, AkamaiRoute } from '../akamai/akamai-call.ts'
import type { Answer } from '../http/answer.ts'
import type { EdgeWorker, Version } from '../world/world.ts'
import * as facts from './account-facts.ts'
import { activate, rollBack } from './activate.ts'
import { activateRevision, compareRevisions, listRevisionActivations } from './activate-revision.ts'
import { cancelActivation, getActivation, listActivations } from './activations.ts'
import { deactivate, getDeactivation, listDeactivations } from './deactivations.ts'
import { changeId, cloneId, createId, deleteId, getId, listIds } from './edge-worker-ids.ts'
import { withEdgeWorker, withVersion } from './find-edge-worker.ts'
import { getReport, listReports } from './reports.ts'
import { downloadRevision, getBom, getRevision, listRevisions, pinRevision, unpinRevision } from './revisions.ts'
import { uploadVersion } from './upload-version.ts'
import { validate } from './validate.ts'
import { deleteVersion, downloadVersion, getVersion, listVersions } from './versions.ts'

const base = '/edgeworkers/v1'
const one = `${base}/ids/:id`

type Method = AkamaiRoute['method']

const forAccount = (method: Method, path: string, handle: (call: AkamaiCall) => Answer): AkamaiRoute => ({
  method,
  pattern: `${base}${path}`,
  handle,
})

const forOne = (
  method: Method,
  path: string,
  handle: (call: AkamaiCall, edgeWorker: EdgeWorker) => Answer,
): AkamaiRoute => ({ method, pattern: `${one}${path}`, handle: withEdgeWorker(handle) })

const forVersion = (
  method: Method,
  path: string,
  handle: (call: AkamaiCall, edgeWorker: EdgeWorker, version: Version) => Answer,
): AkamaiRoute => ({ method, pattern: `${one}/versions/:version${path}`, handle: withVersion(handle) })

export const edgeWorkersRoutes: readonly AkamaiRoute[] = [
  forAccount('GET', '/ids', listIds),
  forAccount('POST', '/ids', createId),
  forAccount('GET', '/groups', facts.listGroups),
  forAccount('GET', '/groups/:groupId', facts.getGroup),
  forAccount('GET', '/contracts', facts.listContracts),
  forAccount('GET', '/limits', facts.listLimits),
  forAccount('GET', '/resource-tiers', facts.listResourceTiers),
  forAccount('GET', '/reports', listReports),
  forAccount('GET', '/reports/:reportId', getReport),
  forAccount('POST', '/validations', validate),
  forOne('GET', '', getId),
  forOne('PUT', '', changeId),
  forOne('DELETE', '', deleteId),
  forOne('POST', '/clone', cloneId),
  forOne('GET', '/resource-tier', facts.getResourceTier),
  forOne('GET', '/properties', facts.listProperties),
  forOne('GET', '/versions', listVersions),
  forOne('POST', '/versions', uploadVersion),
  forVersion('GET', '', getVersion),
  forVersion('DELETE', '', deleteVersion),
  forVersion('GET', '/content', downloadVersion),
  forOne('GET', '/activations', listActivations),
  forOne('POST', '/activations', activate),
  forOne('POST', '/activations/rollback', rollBack),
  forOne('GET', '/activations/:changeId', getActivation),
  forOne('DELETE', '/activations/:changeId', cancelActivation),
  forOne('GET', '/deactivations', listDeactivations),
  forOne('POST', '/deactivations', deactivate),
  forOne('GET', '/deactivations/:changeId', getDeactivation),
  forOne('GET', '/revisions', listRevisions),
  forOne('GET', '/revisions/activations', listRevisionActivations),
  forOne('POST', '/revisions/activations', activateRevision),
  forOne('GET', '/revisions/:revisionId', getRevision),
  forOne('GET', '/revisions/:revisionId/bom', getBom),
  forOne('POST', '/revisions/:revisionId/compare', compareRevisions),
  forOne('GET', '/revisions/:revisionId/content', downloadRevision),
  forOne('POST', '/revisions/:revisionId/pin', pinRevision),
  forOne('POST', '/revisions/:revisionId/unpin', unpinRevision),
]
