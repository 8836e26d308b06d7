import type { AkamaiRoute } from '../akamai/akamai-call.ts'
import { json } from '../http/answer.ts'
import { getAuthGroup, listAuthGroups } from './auth-groups.ts'
import { createToken } from './create-token.ts'
import { listTokens } from './list-tokens.ts'
import { getNamespace, listNamespaces } from './namespaces.ts'
import { getToken, refreshToken, revokeToken } from './one-token.ts'

const base = '/edgekv/v1'

const initialized = {
  accountStatus: 'INITIALIZED',
  cpcode: '1234567',
  productionStatus: 'INITIALIZED',
  stagingStatus: 'INITIALIZED',
  dataAccessPolicy: { restrictDataAccess: true, allowNamespacePolicyOverride: false },
}

export const edgeKvRoutes: readonly AkamaiRoute[] = [
  { method: 'GET', pattern: `${base}/tokens`, handle: listTokens },
  { method: 'POST', pattern: `${base}/tokens`, handle: createToken },
  { method: 'GET', pattern: `${base}/tokens/:name`, handle: getToken },
  { method: 'DELETE', pattern: `${base}/tokens/:name`, handle: revokeToken },
  { method: 'POST', pattern: `${base}/tokens/:name/refresh`, handle: refreshToken },
  { method: 'GET', pattern: `${base}/networks/:network/namespaces`, handle: listNamespaces },
  { method: 'GET', pattern: `${base}/networks/:network/namespaces/:namespace`, handle: getNamespace },
  { method: 'GET', pattern: `${base}/auth/groups`, handle: listAuthGroups },
  { method: 'GET', pattern: `${base}/auth/groups/:groupId`, handle: getAuthGroup },
  { method: 'GET', pattern: `${base}/initialize`, handle: () => json(200, initialized) },
]
