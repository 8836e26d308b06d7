import type { ChatIdentity } from '../people/person.ts'

/** Who did it: a person from a chat account, or the bot itself. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly from: ChatIdentity }
  | { readonly kind: 'bot' }

/**
 * One fact for the trail. `what` is a closed list of verbs; `facts` are names, ids and numbers, never a token value. `op`: the
 * commit that it belongs to; an event that stands there twice with the same one happened once.
 */
export interface AuditEvent {
  readonly what: AuditVerb
  readonly actor: Actor
  readonly op?: string
  readonly account?: string
  readonly token?: string
  readonly record?: string
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

export const auditVerbs = [
  'trail.opened',
  'config.loaded',
  'request.asked',
  'request.requested',
  'request.approved',
  'request.denied',
  'request.vote',
  'request.vote-withdrawn',
  'request.withdrawn',
  'request.lapsed',
  'request.void',
  'request.refused',
  'stranger.refused',
  'rotation.started',
  'rotation.queued',
  'rotation.state',
  'rotation.acting',
  'rotation.held',
  'rotation.retried',
  'rotation.abandoned',
  'rotation.succeeded',
  'token.created',
  'token.refreshed',
  'token.revoked',
  'version.uploaded',
  'activation.requested',
  'activation.complete',
  'target.verified',
  'target.dropped',
  'target.failed',
  'target.restored',
  'source.updated',
  'source.skipped',
  'revoke.overridden',
  'message.failed',
  'request.reminded',
  'break-glass.used',
  'break-glass.reviewed',
  'ledger.begun',
  'warning.subscribed',
  'warning.unsubscribed',
  'warning.sent',
  'warning.acknowledged',
  'warning.resolved',
] as const
export type AuditVerb = (typeof auditVerbs)[number]
