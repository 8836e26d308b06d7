import type { Actor } from '../audit-event.ts'
import type { Evidence, Paper, ProvenEvent } from './evidence.ts'

/** What people typed stays text: nothing of it is markup, a line break or a control character. */
const safe = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, ' ').replace(/[\\`*{}[\]<>|#!&~]|(?<!\w)_|_(?!\w)/g, '\\$&')

const who = (actor: Actor): string =>
  actor.kind === 'bot'
    ? 'the bot'
    : `${safe(actor.name)} (${safe(`${actor.from.platform}:${actor.from.workspace}/${actor.from.user}`)})`

const row = (cells: readonly string[]): string => `| ${cells.map(safe).join(' | ')} |`

const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? 'None.'
    : [row(heading), row(heading.map(() => '-')).replaceAll('\\', ''), ...rows.map(row)].join('\n')

const held = (paper: Paper | undefined): string =>
  paper === undefined
    ? 'not in the trail: it was not asked for, or an older version of the program wrote it'
    : `${paper.sha256}: ${paper.holds ? 'the text has this digest' : 'THE TEXT DOES NOT HAVE THIS DIGEST'}`

const shownFacts = ({ facts }: ProvenEvent): string => {
  const { plan: _plan, rules: _rules, ...rest } = facts
  return Object.entries(rest)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ')
}

const chainLines = ({ chain }: Evidence): readonly string[] => {
  const [first] = chain.broken
  const found =
    first === undefined
      ? `Whole: ${chain.entries} entries of ${chain.heads.length} instance(s) follow from one another.`
      : `BROKEN at ${safe(first.file)}:${first.line}: ${safe(first.problem)}${chain.broken.length > 1 ? ` (and ${chain.broken.length - 1} more)` : ''}`
  return [found, ...chain.notes.map((note) => `- ${safe(note)}`)]
}

const head = ({ life, action, owner, askedBy, reason, outcome, retries }: Evidence): readonly string[] => [
  `# ${safe(life.record)}: ${safe(action)} of ${safe(life.token ?? 'a token')} in account ${safe(life.account)}`,
  '',
  `- Asked for by ${who(askedBy)} at ${life.from}${reason === '' ? '' : `, because: ${safe(reason)}`}`,
  `- Owner: ${safe(owner)}`,
  `- At Akamai: ${safe(life.mark ?? 'no mark in the trail')}, in version names and activation notes`,
  `- Outcome: ${safe(outcome.state)} at ${outcome.at}${outcome.sentence === '' ? '' : `. ${safe(outcome.sentence)}`}`,
  ...(retries.length === 0 ? [] : [`- Retries asked for on the way: ${retries.map(safe).join(', ')}`]),
]

const decision = ({ plan, policy, votes, breakGlass }: Evidence): readonly string[] => [
  '## Decision',
  '',
  `- Plan (plan.json): ${held(plan)}`,
  `- Policy ${safe(policy?.name ?? '')} (policy.json): ${held(policy)}`,
  ...(breakGlass === undefined
    ? []
    : [`- Without approval, by ${who(breakGlass.by)} at ${breakGlass.at}. Review: ${safe(breakGlass.review)}`]),
  '',
  table(
    ['at', 'who', 'vote', 'plan', 'reason'],
    votes.map(({ at, by, vote, digest = '', reason = '', gate, takenBack }) => [
      at,
      by.kind === 'bot' ? 'the bot' : `${by.name} (${by.id})`,
      `${vote}${gate === undefined ? '' : ` (${gate})`}${takenBack === true ? ', taken back' : ''}`,
      digest.slice(0, 12),
      reason,
    ]),
  ),
]

const akamai = ({ akamai: { tokens, versions, activations } }: Evidence): readonly string[] => [
  '## At Akamai',
  '',
  table(
    ['at', 'event', 'token', 'uuid'],
    tokens.map(({ at, what, name, uuid }) => [at, what, name, uuid]),
  ),
  '',
  table(
    ['at', 'EdgeWorker', 'version', 'sha256'],
    versions.map(({ at, edgeWorkerId, version, sha256 }) => [at, edgeWorkerId, version, sha256]),
  ),
  '',
  table(
    ['at', 'event', 'EdgeWorker', 'network', 'version', 'activation'],
    activations.map((one) => [one.at, one.what, one.edgeWorkerId, one.network, one.version, one.activationId]),
  ),
]

const story = ({ waits, events }: Evidence): readonly string[] => [
  '## Waits',
  '',
  table(
    ['from', 'to', 'state', 'waiting'],
    waits.map(({ from, to, state, cause }) => [from, to, state, cause]),
  ),
  '',
  '## Every event, with its place in the chain',
  '',
  table(
    ['at', 'event', 'who', 'facts', 'instance and entry', 'hash'],
    events.map((event) => [
      event.at,
      `${event.record} ${event.what}`,
      event.by.kind === 'bot' ? 'the bot' : event.by.name,
      shownFacts(event),
      `${event.proof.instance} ${event.proof.seq}`,
      event.proof.hash,
    ]),
  ),
]

/** The papers for a reader: Markdown without HTML. What people typed is escaped. */
export const evidenceText = (evidence: Evidence): string =>
  [
    ...head(evidence),
    '',
    ...decision(evidence),
    '',
    ...akamai(evidence),
    '',
    ...story(evidence),
    '',
    '## The chain',
    '',
    ...chainLines(evidence),
    '',
    'entries.jsonl holds these entries as they were written. `audit verify` on all files of the trail repeats this check.',
    '',
  ].join('\n')
