import { type JsonObject, objectOf, objectsOf, stringOf } from '../../slack/json.ts'
import { personalOf } from '../world/conversations.ts'
import { identity } from '../world/identity.ts'
import type { TeamsPerson } from '../world/people.ts'
import type { Fault, TeamsWorld } from '../world/world.ts'
import { type Answered, refusal } from './answered.ts'
import { onMessages } from './message-calls.ts'
import { takeTurn } from './rate-limit.ts'

export interface Call {
  readonly method: string
  readonly url: URL
  readonly body: JsonObject
}

const asMember = (person: TeamsPerson): JsonObject => ({
  id: person.account,
  name: person.name,
  objectId: person.id,
  tenantId: person.tenantId,
  email: person.email,
  userRole: person.tenantId === identity.tenantId ? 'user' : 'guest',
})

/** The personal chat with somebody; the same one each time. */
const createPersonal = (world: TeamsWorld, body: JsonObject): Answered => {
  const asked = stringOf(objectsOf(body['members'])[0]?.['id']) ?? ''
  const person = [...world.people.values()].find(({ id, account }) => id === asked || account === asked)
  const tenant = stringOf(body['tenantId']) ?? stringOf(objectOf(objectOf(body['channelData'])['tenant'])['id'])
  if (person === undefined || tenant !== identity.tenantId) return refusal(400, 'BadArgument')
  const known = world.conversations.get(personalOf(person.id))
  return known?.installed === true
    ? { status: 201, body: { id: known.id } }
    : refusal(403, 'ForbiddenOperationException')
}

const partsOf = ({ url }: Call): readonly string[] =>
  url.pathname
    .replace(/^\/v3\/conversations\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent)

const member = (world: TeamsWorld, members: readonly string[], asked: string): Answered => {
  const person = [...world.people.values()].find(({ id, account }) => id === asked || account === asked)
  return person !== undefined && members.includes(person.id)
    ? { status: 200, body: asMember(person) }
    : refusal(404, 'MemberNotFoundInConversation')
}

const act = (world: TeamsWorld, call: Call): Answered => {
  const [wanted = '', what, which] = partsOf(call)
  if (wanted === '') return createPersonal(world, call.body)
  const [conversation = '', thread] = wanted.split(';messageid=')
  const known = world.conversations.get(conversation)
  if (known === undefined) return refusal(404, 'ConversationNotFound')
  if (!known.installed) return refusal(403, 'BotNotInConversationRoster')
  if (call.method === 'GET' && what === 'members') return member(world, known.members, which ?? '')
  if (what !== 'activities') return refusal(404, 'NotFound')
  const seconds = call.method === 'DELETE' ? undefined : takeTurn(world, conversation)
  if (seconds !== undefined) return { ...refusal(429, 'TooManyRequests'), retryAfter: seconds }
  const targeted = call.url.searchParams.get('isTargetedActivity') === 'true'
  const more = { ...(thread === undefined ? {} : { thread }), ...(which === undefined ? {} : { message: which }) }
  return onMessages(world, call.method, { conversation, targeted, body: call.body, ...more })
}

const takeFault = ({ faults }: TeamsWorld, method: string): Fault | undefined => {
  const at = faults.findIndex((fault) => fault.method === undefined || fault.method === method)
  return at < 0 ? undefined : faults.splice(at, 1)[0]
}

/** The Bot Connector's REST interface: conversations, their members and messages; and what was ordered to go wrong. */
export const answerConnector = (world: TeamsWorld, call: Call): Answered => {
  world.calls += 1
  const fault = takeFault(world, call.method)
  if (fault === undefined) return act(world, call)
  if (fault.afterEffect === true) act(world, call)
  return { ...refusal(fault.status, 'Fault'), ...(fault.status === 429 ? { retryAfter: 1 } : {}) }
}
