import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readBody } from '../../slack/http/read-body.ts'
import { reply } from '../../slack/http/reply.ts'
import type { Exchange, Route } from '../../slack/http/route.ts'
import { type JsonObject, objectOf, parseJson, toJson } from '../../slack/json.ts'
import { identity } from '../world/identity.ts'
import { record, type TeamsWorld } from '../world/world.ts'
import { answerConnector, type Call } from './answer-connector.ts'
import { answerGraph } from './answer-graph.ts'
import { type Answered, refusal } from './answered.ts'

const refusedSignIn = (status: number, error: string, code: number): Answered => ({
  status,
  body: { error, error_description: `AADSTS${code}: refused`, error_codes: [code] },
})

/** Microsoft's own refusals, by the numbers of its list. */
const signIn = (granted: string, tenant: string, text: string): Answered => {
  const form = new URLSearchParams(text)
  const isAsked = form.get('grant_type') === 'client_credentials' && form.get('scope')?.endsWith('/.default') === true
  if (!isAsked) return refusedSignIn(400, 'invalid_request', 900144)
  if (tenant !== identity.tenantId) return refusedSignIn(400, 'invalid_request', 90002)
  if (form.get('client_id') !== identity.appId) return refusedSignIn(400, 'unauthorized_client', 700016)
  if (form.get('client_secret') !== identity.appPassword) return refusedSignIn(401, 'invalid_client', 7000215)
  return { status: 200, body: { access_token: granted, expires_in: 3_600, token_type: 'Bearer' } }
}

const send = ({ response }: Exchange, { status, body, retryAfter }: Answered): void =>
  reply(response, status, body, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })

const authorized = ({ headers }: IncomingMessage, granted: string): boolean =>
  headers.authorization === `Bearer ${granted}`

/** OpenID metadata, sign-in, the connector and Graph, on one port. */
export const connectorRoute = (world: TeamsWorld, keys: object): Route => {
  const granted = `granted-${randomUUID()}`
  const published: JsonObject = toJson(keys)
  const answers = async (exchange: Exchange): Promise<Answered | undefined> => {
    const { request, url } = exchange
    const { pathname } = url
    if (pathname === '/openid') return { status: 200, body: { jwks_uri: `http://${request.headers.host}/keys` } }
    if (pathname === '/keys') return { status: 200, body: published }
    const isOurs = pathname.startsWith('/v3/conversations') || pathname.startsWith('/v1.0/')
    const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(pathname)?.[1]
    if (!isOurs && tenant === undefined) return undefined
    const text = (await readBody(request)) ?? ''
    if (tenant !== undefined) return signIn(granted, tenant, text)
    if (!authorized(request, granted)) return refusal(401, 'Unauthorized')
    const here = new URL(`${pathname}${url.search}`, `http://${request.headers.host}`)
    const call: Call = { method: request.method ?? '', url: here, body: objectOf(parseJson(text)) }
    const answered = pathname.startsWith('/v1.0/') ? answerGraph(world, call) : answerConnector(world, call)
    record(world, { kind: 'call', name: `${call.method} ${pathname}`, status: answered.status, sent: call.body })
    return answered
  }
  return async (exchange) => {
    const answered = await answers(exchange)
    if (answered !== undefined) send(exchange, answered)
    return answered !== undefined
  }
}
