import { type JsonObject, stringOf } from '../json.ts'
import { identity } from '../world/identity.ts'
import { type Method, type Refused, refuse } from './method.ts'

/** The token comes in the header, or in the arguments. */
export const sentToken = (authorization: string | undefined, args: JsonObject): string | undefined =>
  authorization?.match(/^Bearer (.+)$/)?.[1] ?? stringOf(args['token'])

export const checkToken = (method: Method, token: string | undefined): Refused | undefined => {
  if (token === undefined || token === '') return refuse('not_authed')
  if (token !== identity.botToken && token !== identity.appToken) return refuse('invalid_auth')
  const wanted = method.token === 'app' ? identity.appToken : identity.botToken
  return token === wanted ? undefined : refuse('not_allowed_token_type')
}
