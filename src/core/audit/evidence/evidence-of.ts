import { createHash } from 'node:crypto'
import type { AuditEvent } from '../audit-event.ts'
import { momentOf } from '../moment-of.ts'
import type { Verified } from '../verify-chain.ts'
import { type Timed, waitBefore } from '../wait-before.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { akamaiIds } from './akamai-ids.ts'
import type { Evidence, Paper, ProvenEvent, VoteEntry } from './evidence.ts'
import type { Life, PlacedEntry } from './life.ts'

const bot = { kind: 'bot' } as const

const fact = (event: Pick<AuditEvent, 'facts'> | undefined, name: string): string | undefined => {
  const value = event?.facts?.[name]
  return value === undefined ? undefined : String(value)
}

const proven = ({ entry, place }: PlacedEntry): ProvenEvent => {
  const { instance, seq, prev, hash, event } = entry
  const { what, actor, record = '', token, facts = {} } = event
  return {
    at: momentOf(entry),
    what,
    by: actor,
    record,
    ...(token === undefined ? {} : { token }),
    facts,
    proof: { ...place, instance, seq, prev, hash },
  }
}

/** What a commit said twice (its process ended in between) it said once. */
const once = (all: readonly PlacedEntry[]): readonly PlacedEntry[] => {
  const seen = new Set<string>()
  return all.filter(({ entry: { event } }) => {
    const key = JSON.stringify([
      event.op,
      event.what,
      event.token,
      event.facts?.['edgeWorkerId'],
      event.facts?.['network'],
    ])
    if (event.op === undefined || !seen.has(key)) return seen.add(key) !== undefined
    return false
  })
}

const paper = (text: string | undefined, sha256: string | undefined): Paper | undefined => {
  if (text === undefined || sha256 === undefined) return undefined
  const holds = createHash('sha256').update(text).digest('hex') === sha256 && withoutSecrets(text) === text
  return { text, sha256, holds }
}

const voteOf = ({ at, what, by, facts }: ProvenEvent, takenBack: boolean): VoteEntry => {
  const [digest, reason, gate] = ['digest', 'reason', 'gate'].map((name) => fact({ facts }, name))
  return {
    by,
    at,
    vote: fact({ facts }, 'vote') ?? (what === 'request.denied' ? 'deny' : 'approve'),
    ...(digest === undefined ? {} : { digest }),
    ...(reason === undefined ? {} : { reason }),
    ...(gate === undefined ? {} : { gate }),
    ...(takenBack ? { takenBack } : {}),
  }
}

const idOf = ({ by }: ProvenEvent): string => (by.kind === 'person' ? by.id : 'bot')
const voting = ['request.vote', 'request.approved', 'request.denied']

const votesOf = (events: readonly ProvenEvent[]): readonly VoteEntry[] =>
  events.flatMap((event, index) => {
    if (!voting.includes(event.what)) return []
    const later = events.slice(index + 1)
    const isBack = later.some((one) => one.what === 'request.vote-withdrawn' && idOf(one) === idOf(event))
    return [voteOf(event, isBack)]
  })

const waitsOf = (events: readonly ProvenEvent[]): Evidence['waits'] => {
  const timed: readonly Timed[] = events.map(({ at, what, by, facts }) => ({
    at: Date.parse(at),
    what,
    actor: by,
    facts,
  }))
  const iso = (ms: number): string => new Date(ms).toISOString()
  return timed.flatMap((_, index) => {
    const wait = waitBefore(timed, index)
    return wait === undefined ? [] : [{ ...wait, from: iso(wait.from), to: iso(wait.to) }]
  })
}

const outcomeOf = (events: readonly ProvenEvent[]): Evidence['outcome'] => {
  const last = events.findLast(({ facts }) => facts['state'] !== undefined)
  const sentence = fact(
    events.findLast(({ facts }) => facts['outcome'] !== undefined),
    'outcome',
  )
  return { state: fact(last, 'state') ?? 'unknown', at: last?.at ?? '', sentence: sentence ?? '' }
}

const glassOf = (events: readonly ProvenEvent[]): Evidence['breakGlass'] => {
  const used = events.find(({ what }) => what === 'break-glass.used')
  if (used === undefined) return undefined
  const closed = events.find(({ what }) => what === 'break-glass.reviewed')
  const by = closed?.by.kind === 'person' ? closed.by.name : 'the bot'
  const review = closed === undefined ? `owed by ${fact(used, 'reviewBy')}` : `closed ${closed.at} by ${by}`
  return { by: used.by, at: used.at, review }
}

/** Puts the papers of one rotation together. `entries`: its own and those of its retries, in order of time. */
export const evidenceOf = (
  life: Life,
  entries: readonly PlacedEntry[],
  verified: Verified,
  retries: readonly string[] = [],
): Evidence => {
  const events = once(entries)
    .map(proven)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const own = events.filter(({ record }) => record === life.record)
  const asked = own.find(({ what }) => what === 'request.asked')
  const decided = own.find(({ facts }) => facts['plan'] !== undefined)
  const plan = paper(fact(decided, 'plan'), fact(decided, 'digest'))
  const rules = paper(fact(decided, 'rules'), fact(decided, 'policyHash'))
  const breakGlass = glassOf(own)
  return {
    v: 1,
    life,
    retries,
    action: fact(asked, 'action') ?? 'unknown',
    owner: fact(asked, 'owner') ?? 'unknown',
    askedBy: asked?.by ?? bot,
    reason:
      fact(
        own.find(({ facts }) => facts['reason'] !== undefined),
        'reason',
      ) ?? '',
    ...(plan === undefined ? {} : { plan }),
    ...(rules === undefined ? {} : { policy: { ...rules, name: fact(decided, 'policy') ?? '' } }),
    votes: votesOf(own),
    ...(breakGlass === undefined ? {} : { breakGlass }),
    akamai: akamaiIds(events),
    waits: waitsOf(own),
    outcome: outcomeOf(own),
    events,
    chain: { whole: verified.broken.length === 0 && verified.entries > 0, ...verified },
  }
}
