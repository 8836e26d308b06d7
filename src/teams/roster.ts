import { z } from 'zod'
import type { Connector } from './connector.ts'
import { rootOf } from './incoming.ts'

/** Somebody in a conversation. `account`: how the connector names them (`29:…`). */
export interface Member {
  readonly account: string
  /** Of another tenant, or a guest in ours. */
  readonly isGuest: boolean
  /** As the tenant knows it; of a guest it is another tenant's word, so there is none. */
  readonly email?: string
}

const answered = z.looseObject({
  id: z.string().min(1).max(500),
  tenantId: z
    .string()
    .max(100)
    .transform((value) => value.toLowerCase())
    .optional(),
  userRole: z.string().max(50).optional(),
  userPrincipalName: z.string().max(1_000).optional(),
  email: z.string().max(1_000).nullish(),
})

const keptMs = 10 * 60_000
/** Somebody who was added a moment ago may speak before long. */
const absentMs = 60_000
const mostKept = 10_000

const read = (body: unknown, tenantId: string): Member | undefined => {
  const one = answered.safeParse(body).data
  if (one === undefined) return undefined
  const isFull = one.userRole === undefined || one.userRole === 'user'
  const isOurs = one.tenantId === undefined || one.tenantId === tenantId
  const isGuest = !isFull || !isOurs || (one.userPrincipalName?.includes('#EXT#') ?? false)
  return { account: one.id, isGuest, ...(isGuest || !one.email ? {} : { email: one.email }) }
}

/**
 * Who is in a conversation, one person at a time (`user`: Entra object id or account), kept for ten minutes. `absent`:
 * not a member, kept for one; undefined when it cannot be read.
 */
export const createRoster = (connector: Connector, tenantId: string, now: () => number = Date.now) => {
  const known = new Map<string, { readonly until: number; readonly member: Member | 'absent' }>()
  return async (serviceUrl: string, conversation: string, user: string): Promise<Member | 'absent' | undefined> => {
    const id = rootOf(conversation)
    const key = `${id} ${user}`
    const before = known.get(key)
    if (before !== undefined && now() < before.until) return before.member
    const path = `/${encodeURIComponent(id)}/members/${encodeURIComponent(user)}`
    const answer = await connector({ serviceUrl, method: 'GET', path })
    const absent = answer.kind === 'said' && answer.status === 404 && answer.code !== 'ConversationNotFound'
    const member = absent ? 'absent' : answer.kind === 'ok' ? read(answer.body, tenantId) : undefined
    if (known.size >= mostKept) known.clear()
    if (member !== undefined) known.set(key, { until: now() + (absent ? absentMs : keptMs), member })
    return member
  }
}
export type Roster = ReturnType<typeof createRoster>
