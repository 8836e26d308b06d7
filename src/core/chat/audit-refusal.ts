import { actorOf } from '../audit/actor-of.ts'
import type { Call } from './call.ts'

/** What somebody was refused, and why: a code, never what they typed. */
export interface Refused {
  readonly account: string
  readonly code: string
  readonly record?: string
  readonly token?: string
  readonly action?: string
}

/** Writes to the trail that a person may not do this. */
export const auditRefusal = ({ tools, person, sender }: Call, refused: Refused): Promise<void> => {
  const { account, code, record, token, action } = refused
  return tools.audit.append([
    {
      what: 'request.refused',
      actor: actorOf(person, sender),
      account,
      ...(record === undefined ? {} : { record }),
      ...(token === undefined ? {} : { token }),
      facts: { code, ...(action === undefined ? {} : { action }) },
    },
  ])
}
