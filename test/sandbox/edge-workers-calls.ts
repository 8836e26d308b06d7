import { bundle } from './bundles.ts'

/** One operation of EdgeWorkers that the sandbox serves. */
export interface EdgeWorkersCall {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: string
  /** The path in the description, where it is asked of another EdgeWorker or by another name. */
  readonly as?: string
  readonly query?: string
  readonly status?: string
  /** Bytes are a bundle. */
  readonly body?: unknown
  /** So much virtual time passes first. */
  readonly after?: string
}

const one = '/ids/{edgeWorkerId}'
const order = { network: 'STAGING', version: '2', note: 'a note' }

/** Of EdgeWorker 43, a parent. */
export const rev = '/ids/43/revisions'
export const newId = { name: 'new', groupId: 101, resourceTierId: 200 }
/** In an order in which each finds what it needs; `REV` is the newest revision of the parent, what is in braces the newest of EdgeWorker 42. */
export const edgeWorkersCalls: readonly EdgeWorkersCall[] = [
  { method: 'get', path: '/contracts' },
  { method: 'get', path: '/groups' },
  { method: 'get', path: '/groups/{groupId}' },
  { method: 'get', path: '/ids' },
  { method: 'get', path: one },
  { method: 'put', path: one, body: { name: 'renamed' } },
  { method: 'get', path: `${one}/resource-tier` },
  { method: 'get', path: '/resource-tiers', query: '?contractId=1-SANDBOX' },
  { method: 'get', path: `${one}/properties` },
  { method: 'get', path: `${one}/versions` },
  { method: 'get', path: `${one}/versions/{version}` },
  { method: 'post', path: `${one}/versions`, status: '201', body: bundle('3') },
  { method: 'post', path: `${one}/activations`, status: '201', body: order },
  { method: 'get', path: `${one}/activations` },
  { method: 'get', path: `${one}/activations/{activationId}` },
  { method: 'post', path: `${one}/activations/rollback`, status: '201', body: { network: 'STAGING' }, after: '10m' },
  { method: 'delete', path: `${one}/activations/{activationId}` },
  { method: 'post', path: `${one}/deactivations`, status: '201', body: order },
  { method: 'get', path: `${one}/deactivations` },
  { method: 'get', path: `${one}/deactivations/{deactivationId}` },
  { method: 'get', path: '/limits' },
  { method: 'get', path: '/reports' },
  {
    method: 'get',
    path: '/reports/3',
    as: '/reports/{reportId}',
    query: '?start=2026-01-01T00:00:00Z&edgeWorker=42',
  },
  { method: 'post', path: '/validations', body: Buffer.from('no') },
  { method: 'get', path: rev, as: `${one}/revisions` },
  { method: 'get', path: `${rev}/REV`, as: `${one}/revisions/{revisionId}` },
  { method: 'get', path: `${rev}/REV/bom`, as: `${one}/revisions/{revisionId}/bom` },
  { method: 'get', path: `${rev}/activations`, as: `${one}/revisions/activations` },
  { method: 'post', path: `${rev}/activations`, as: `${one}/revisions/activations`, body: { revisionId: 'REV' } },
  {
    method: 'post',
    path: `${rev}/REV/compare`,
    as: `${one}/revisions/{revisionId}/compare`,
    body: { revisionId: 'REV' },
  },
  { method: 'post', path: `${rev}/REV/unpin`, as: `${one}/revisions/{revisionId}/unpin`, body: {} },
  { method: 'post', path: `${rev}/REV/pin`, as: `${one}/revisions/{revisionId}/pin`, body: {} },
  { method: 'post', path: '/ids', status: '201', body: newId },
  { method: 'post', path: `${one}/clone`, status: '201', body: { resourceTierId: 200 } },
]
