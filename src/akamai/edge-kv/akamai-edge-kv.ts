import { z } from 'zod'
import type { EdgeKv, TokenLookup, TokenOrder } from '../../core/ports/edge-kv.ts'
import type { Network } from '../../core/token/network.ts'
import type { Scope } from '../../core/token/scope.ts'
import type { Token } from '../../core/token/token.ts'
import { type AccountLines, lineFor } from '../account-lines.ts'
import { AkamaiFailure } from '../akamai-failure.ts'
import { answerInstead } from '../answer-instead.ts'
import { groupList } from '../group-answer.ts'
import { askJson } from '../http/ask-json.ts'
import { namespaceList } from './namespace-answer.ts'
import { type TokenAnswer, tokenAnswer, tokenList } from './token-answer.ts'
import { createTokenCall, getTokenCall, listTokensCall, refreshTokenCall, revokeTokenCall } from './token-calls.ts'

const tokenOf = (answer: TokenAnswer, scope: Scope): Token => ({
  ...answer.row,
  scope,
  ...(answer.fingerprint === undefined ? {} : { fingerprint: answer.fingerprint }),
})

const noScope = (what: string, maybeDone: boolean): AkamaiFailure =>
  new AkamaiFailure(`Akamai answered "${what}" without the token's rights, and they cannot be read from its value`, {
    who: 'stop',
    maybeDone,
    code: 'NO_SCOPE',
  })

const lookUp = async (lines: AccountLines, name: string): Promise<TokenLookup> => {
  const call = getTokenCall(name)
  const found = await answerInstead(askJson(lines.production, lines.tools, call, tokenAnswer), ({ status }) =>
    status === 404 ? ('absent' as const) : status === 410 ? ('expired' as const) : undefined,
  )
  if (typeof found === 'string') return { kind: found }
  if (found.scope === undefined) throw noScope(call.what, false)
  const token = tokenOf(found, found.scope)
  return { kind: 'found', token, ...(found.value === undefined ? {} : { value: found.value }) }
}

/** Sent to an account that issues auto-refreshing tokens, an expiry would do nothing or make the wrong generation. */
const refuseExpiry = ({ name }: TokenOrder): never => {
  throw new AkamaiFailure(
    `Token ${name} cannot have an expiry: the account issues auto-refreshing tokens; it will not work as asked`,
    { who: 'stop', maybeDone: false, code: 'NO_EXPIRY' },
  )
}

/** An older answer tells no rights and may carry no claims: then the order's stand in, and the look that follows decides. */
const create = async (lines: AccountLines, order: TokenOrder): ReturnType<EdgeKv['createToken']> => {
  if (order.expiry !== undefined && lines.generation !== 'expiring') refuseExpiry(order)
  const line = lineFor(lines, order.scope.networks)
  const made = await answerInstead(askJson(line, lines.tools, createTokenCall(order), tokenAnswer), ({ status }) =>
    status === 409 ? ('name-taken' as const) : undefined,
  )
  if (made === 'name-taken') return { kind: made }
  return { kind: 'created', token: tokenOf(made, made.scope ?? order.scope) }
}

/** Which networks a refresh touches has to be read first, but only where there is a client for STAGING alone. */
const refresh = async (lines: AccountLines, name: string): Promise<Token> => {
  const before = lines.staging === undefined ? undefined : await lookUp(lines, name)
  const scope = before?.kind === 'found' ? before.token.scope : undefined
  const call = refreshTokenCall(name)
  const answer = await askJson(lineFor(lines, scope?.networks ?? []), lines.tools, call, tokenAnswer)
  const told = answer.scope ?? scope
  if (told === undefined) throw noScope(call.what, true)
  return tokenOf(answer, told)
}

const revoke = async (lines: AccountLines, name: string, networks: readonly Network[]) => {
  const line = lineFor(lines, networks)
  return answerInstead(
    askJson(line, lines.tools, revokeTokenCall(name), z.unknown()).then(() => 'revoked' as const),
    ({ status }) => (status === 404 || status === 410 ? ('absent' as const) : undefined),
  )
}

/** One account's EdgeKV administration API. See the port. */
export const createEdgeKv = (lines: AccountLines): EdgeKv => ({
  listTokens: async () =>
    // Akamai says 404 for an account without tokens.
    answerInstead(askJson(lines.production, lines.tools, listTokensCall, tokenList), ({ status }) =>
      status === 404 ? [] : undefined,
    ),
  getToken: (name) => lookUp(lines, name),
  createToken: (order) => create(lines, order),
  refreshToken: (name) => refresh(lines, name),
  revokeToken: (name, networks) => revoke(lines, name, networks),
  listNamespaces: (network) =>
    askJson(
      lines.production,
      lines.tools,
      {
        what: `list namespaces on ${network}`,
        method: 'GET',
        path: `/edgekv/v1/networks/${network.toLowerCase()}/namespaces`,
        query: { details: 'on' },
        changes: false,
        grant: 'EdgeKV Namespace - View/List',
      },
      namespaceList,
    ),
  listGroups: () =>
    askJson(
      lines.production,
      lines.tools,
      {
        what: 'list EdgeKV groups',
        method: 'GET',
        path: '/edgekv/v1/auth/groups',
        changes: false,
        grant: 'EdgeKV, read-write',
      },
      groupList,
    ),
})
