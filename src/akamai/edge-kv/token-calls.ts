import type { TokenOrder } from '../../core/ports/edge-kv.ts'
import { isTokenName } from '../../core/token/token-name.ts'
import { AkamaiFailure } from '../akamai-failure.ts'
import type { Call } from '../http/call.ts'
import { segment } from '../http/segment.ts'

type JsonCall = Omit<Call, 'accept'>

const base = '/edgekv/v1/tokens'

/** Akamai's gateway answers 500 to names such as `;`, so they are refused here. */
const pathOf = (name: string): string => {
  if (!isTokenName(name))
    throw new AkamaiFailure('That is no token name (1 to 32 letters, digits, _ and -): it will never work as asked', {
      who: 'stop',
      maybeDone: false,
    })
  return `${base}/${segment(name)}`
}

export const listTokensCall: JsonCall = {
  what: 'list tokens',
  method: 'GET',
  path: base,
  query: { includeExpired: 'true' },
  changes: false,
  grant: 'EdgeKV Access Token - View/List',
}

export const getTokenCall = (name: string): JsonCall => ({
  what: `read token ${name}`,
  method: 'GET',
  path: pathOf(name),
  changes: false,
  grant: 'EdgeKV Access Token - View/List',
})

/** Booleans as booleans, ids as strings; an empty id list is left out, which means every EdgeWorker. */
const orderBody = ({ name, scope, expiry }: TokenOrder) => ({
  name,
  allowOnProduction: scope.networks.includes('PRODUCTION'),
  allowOnStaging: scope.networks.includes('STAGING'),
  namespacePermissions: scope.namespaces,
  ...(scope.edgeWorkerIds.length === 0 ? {} : { restrictToEdgeWorkerIds: scope.edgeWorkerIds.map(String) }),
  ...(expiry === undefined ? {} : { expiry }),
})

export const createTokenCall = (order: TokenOrder): JsonCall => {
  pathOf(order.name)
  return {
    what: `create token ${order.name}`,
    method: 'POST',
    path: base,
    body: JSON.stringify(orderBody(order)),
    contentType: 'application/json',
    changes: true,
    grant: 'EdgeKV Access Token - Create',
  }
}

export const refreshTokenCall = (name: string): JsonCall => ({
  what: `refresh token ${name}`,
  method: 'POST',
  path: `${pathOf(name)}/refresh`,
  changes: true,
  grant: 'EdgeKV Access Token - Create',
})

export const revokeTokenCall = (name: string): JsonCall => ({
  what: `revoke token ${name}`,
  method: 'DELETE',
  path: pathOf(name),
  changes: true,
  grant: 'EdgeKV Access Token - Revoke',
})
