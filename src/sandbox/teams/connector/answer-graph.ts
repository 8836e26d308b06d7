import { type JsonObject, listOf, stringOf } from '../../slack/json.ts'
import type { TeamsWorld } from '../world/world.ts'
import type { Call } from './answer-connector.ts'
import { type Answered, refusal } from './answered.ts'

/** So many members to a page, unless fewer are asked for. */
const mostOnPage = 999

const membersPage = (url: URL, people: readonly string[]): JsonObject => {
  const from = Number(url.searchParams.get('$skiptoken') ?? 0)
  const most = Math.min(Number(url.searchParams.get('$top') ?? 100), mostOnPage)
  const value = people.slice(from, from + most).map((id) => ({ id }))
  if (from + most >= people.length) return { value }
  const next = new URL(url)
  next.searchParams.set('$skiptoken', String(from + most))
  return { value, '@odata.nextLink': next.href }
}

/** Microsoft Graph's groups: who of them a person is in, and whom a group has. Nothing else of it. */
export const answerGraph = (world: TeamsWorld, { method, url, body }: Call): Answered => {
  if (!world.groupsReadable) return refusal(403, 'Authorization_RequestDenied')
  const user = /^\/v1\.0\/users\/([^/]+)\/checkMemberGroups$/.exec(url.pathname)?.[1]
  const group = /^\/v1\.0\/groups\/([^/]+)\/transitiveMembers\/microsoft\.graph\.user$/.exec(url.pathname)?.[1]
  if (user !== undefined && method === 'POST') {
    const asked = listOf(body['groupIds']).flatMap((id) => stringOf(id) ?? [])
    return { status: 200, body: { value: asked.filter((one) => world.groups.get(one)?.includes(user) === true) } }
  }
  const people = group === undefined || method !== 'GET' ? undefined : world.groups.get(group)
  if (people === undefined) return refusal(404, 'Request_ResourceNotFound')
  return { status: 200, body: membersPage(url, people) }
}
