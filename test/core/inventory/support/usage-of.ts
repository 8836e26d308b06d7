import type { Usage } from '../../../../src/core/inventory/inventory.ts'

/** A token in the bundle of EdgeWorker 4101 on production, by its reference. */
export const usageOf = (tokenName: string, uuid: string): Usage => ({
  edgeWorkerId: '4101',
  network: 'PRODUCTION',
  version: '1.1',
  checksum: 'c',
  path: 'edgekv_tokens.js',
  key: 'namespace-a',
  namespace: 'a',
  tokenName,
  kind: 'reference',
  uuid,
})
