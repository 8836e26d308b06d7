import type { Actor, AuditEvent, AuditVerb } from '../../audit/audit-event.ts'
import { waitBefore } from '../../audit/wait-before.ts'
import type { Icon, Rich, View } from './view.ts'
import { counted, duration } from './words.ts'

/** One event of a request or rotation, with when it was and whose id it has (`R42`). */
export interface Happened extends AuditEvent {
  readonly at: number
  readonly id: string
}

interface Timeline {
  readonly token: string
  readonly account: string
  readonly since: number
  readonly timeline: readonly Happened[]
}

const most = 40

const who = (actor: Actor): Rich => (actor.kind === 'bot' ? ['the bot'] : [{ person: actor.from, name: actor.name }])

const icons: Partial<Record<AuditVerb, Icon>> = {
  'request.approved': 'done',
  'rotation.succeeded': 'done',
  'token.revoked': 'stopped',
  'request.denied': 'stopped',
  'request.refused': 'stopped',
  'rotation.held': 'problem',
  'message.failed': 'problem',
  'break-glass.used': 'warning',
  'revoke.overridden': 'warning',
}

const shownFacts = ['from', 'to', 'reason', 'code', 'outcome', 'step', 'part', 'vote', 'why']

/** `EdgeWorker 4101 1.2 on production`, as far as the event tells. */
const placeOf = ({ facts = {} }: Happened): readonly string[] => {
  const { edgeWorkerId, version, network } = facts
  if (edgeWorkerId === undefined) return []
  const on = typeof network === 'string' ? ` on ${network.toLowerCase()}` : ''
  return [`EdgeWorker ${String(edgeWorkerId)}${version === undefined ? '' : ` ${String(version)}`}${on}`]
}

const factsOf = (happened: Happened): string => {
  const { facts = {} } = happened
  const named = shownFacts.flatMap((key) => (facts[key] === undefined ? [] : [`${key} ${String(facts[key])}`]))
  const shown = [...placeOf(happened), ...named]
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`
}

/** What it ended waiting for. */
const waited = (happened: Happened, all: readonly Happened[]): string => {
  const same = all.filter((one) => one.id === happened.id)
  const wait = waitBefore(same, same.indexOf(happened))
  return wait === undefined ? '' : `, after ${duration(wait.to - wait.from)} of waiting ${wait.cause}`
}

const line = (happened: Happened, all: readonly Happened[]): { icon: Icon; text: Rich } => ({
  icon: icons[happened.what] ?? 'info',
  text: [
    { time: happened.at },
    ' ',
    { bold: happened.id },
    ` ${happened.what}${factsOf(happened)} by `,
    ...who(happened.actor),
    waited(happened, all),
  ],
})

/** One timeline, oldest first: who, what, and each wait with its cause. */
export const auditView = ({ token, account, since, timeline }: Timeline): View => {
  const summary = `What happened to ${token} in account ${account}: ${counted(timeline.length, 'event')}.`
  const day = new Date(since).toISOString().slice(0, 10)
  if (timeline.length === 0)
    return {
      summary,
      blocks: [
        {
          kind: 'text',
          text: [
            `Nobody has done anything to ${token} through this bot since ${day}. The full trail: edgekv-chatops audit export.`,
          ],
        },
      ],
    }
  const left = timeline.length - most
  return {
    summary,
    blocks: [
      { kind: 'heading', text: `What happened to ${token}` },
      { kind: 'steps', steps: timeline.slice(-most).map((happened) => line(happened, timeline)) },
      ...(left > 0 ? [{ kind: 'note', text: [`${left} earlier ones: say --since with less.`] } as const] : []),
      { kind: 'note', text: [`Since ${day}. The full trail: edgekv-chatops audit export.`] },
    ],
  }
}
