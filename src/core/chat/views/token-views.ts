import type { Finding } from '../../inventory/findings/finding.ts'
import type { Usage } from '../../inventory/inventory.ts'
import { type Generation, generationOf } from '../../token/token.ts'
import type { Seen } from '../find-token.ts'
import { findingBlocks } from './findings-view.ts'
import { pageButtons } from './page-buttons.ts'
import { scopeText } from './plan-blocks.ts'
import { scanAge } from './scan-age.ts'
import { standingOf, tokenLine, usagesOf, worstFirst } from './token-standing.ts'
import type { Block, Button, Icon, Rich, View } from './view.ts'
import { counted, networkWord, sentenceView } from './words.ts'

const pageSize = 10

const dead = (count: number): string => `${counted(count, 'expired token')} that nothing uses`

const leftOut = (count: number): string => (count === 0 ? '' : ` Left out: ${dead(count)}; --all lists them too.`)

/** Why no token is listed: `visible`: how many the person may see; `dead`: how many match and are left out. */
export const noneView = (beside: { readonly visible: number; readonly dead: number }): View => {
  if (beside.visible === 0)
    return sentenceView('There is no token that you can see. Who sees which is in the configuration of the bot.')
  if (beside.dead === 0) return sentenceView('No token matches. What there is: /edgekv list.')
  return sentenceView(`No token matches but ${dead(beside.dead)}; --all lists them too.`)
}

/** Tokens, worst first, a page at a time. `command` repeats the command for the next page; `left`: dead ones not listed. */
export const listView = (tokens: readonly Seen[], page: number, command: string, now: number, left: number): View => {
  const sorted = worstFirst(tokens, now)
  const shown = sorted.slice(page * pageSize, (page + 1) * pageSize)
  const pages = Math.ceil(sorted.length / pageSize)
  return {
    summary: `${counted(sorted.length, 'token')}, worst first.`,
    blocks: [
      { kind: 'heading', text: counted(sorted.length, 'token') },
      { kind: 'steps', steps: shown.map((seen) => tokenLine(seen, now)) },
      { kind: 'note', text: [`Page ${page + 1} of ${pages}. Details: /edgekv show TOKEN.${leftOut(left)}`] },
      scanAge(sorted.map((seen) => seen.inventory)),
      ...pageButtons(page, pages, command),
    ],
  }
}

const refreshFacts = ({ token }: Seen) => [
  ...(token.latestRefreshDate === undefined ? [] : [{ label: 'Last refresh', value: [token.latestRefreshDate] }]),
  ...(token.nextScheduledRefreshDate === undefined
    ? []
    : [{ label: 'Next refresh', value: [token.nextScheduledRefreshDate] }]),
]

const writesText = { yes: 'its code writes', no: 'its code only reads', 'cannot tell': 'may write' } as const

export const usageLine = (usage: Usage): { icon: Icon; text: Rich } => ({
  icon: 'info',
  text: [
    `EdgeWorker ${usage.edgeWorkerId} ${usage.version} on ${networkWord(usage.network)}: `,
    { code: `${usage.path} ${usage.key}` },
    ` (${usage.kind}${usage.inherited === undefined ? '' : `; from its child ${usage.inherited.child ?? 'EdgeWorker'}`}; ${writesText[usage.writes ?? 'cannot tell']})`,
  ],
})

const usageBlocks = (seen: Seen, most: number): readonly Block[] => {
  const uses = usagesOf(seen)
  if (uses.length === 0) return [{ kind: 'text', text: ['No active bundle that the bot can see uses it.'] }]
  const more = uses.length > most ? [{ icon: 'info' as const, text: [`and ${uses.length - most} more.`] }] : []
  return [{ kind: 'steps', steps: [...uses.slice(0, most).map(usageLine), ...more] }]
}

const age = (seen: Seen): Block => scanAge([seen.inventory])

/** More are a click away. */
const mostFindings = 6

const run = (line: string, label: string): Button => ({ action: 'run', value: line, label })

/** What can be done about it as it stands. */
const showButtons = (seen: Seen, issues: Generation, hasMore: boolean): readonly Button[] => {
  const { account, token } = seen
  const ref = `${account}/${token.name}`
  const refreshes = generationOf(token) === 'auto-refreshing'
  const isUnused = usagesOf(seen).length === 0
  return [
    ...(isUnused ? [] : [run(`rotate ${ref}`, 'Rotate'), run(`where ${ref}`, 'Where')]),
    ...(refreshes && !token.expired ? [run(`refresh ${ref}`, 'Refresh in place')] : []),
    ...(!refreshes && !isUnused && issues === 'auto-refreshing' ? [run(`migrate ${ref}`, 'Migrate')] : []),
    ...(isUnused && !token.expired ? [run(`revoke ${ref}`, 'Revoke')] : []),
    ...(hasMore ? [run(`advise ${ref}`, 'All advice')] : []),
    run(`audit ${ref}`, 'History'),
  ]
}

/** What is known of a token beside itself. `kin`: the names before and after it, of those that the person may see. */
interface Known {
  readonly findings: readonly Finding[]
  readonly kin: readonly string[]
}

/** Scope, life, usages, findings, owner and lineage of one token, with what can be done. */
export const showView = (seen: Seen, known: Known, issues: Generation, now: number): View => {
  const { token, account, owner } = seen
  const { text } = standingOf(seen, now)
  const { findings, kin } = known
  return {
    summary: `${token.name} in account ${account} (${owner.team}): ${text}.`,
    blocks: [
      { kind: 'heading', text: token.name },
      {
        kind: 'facts',
        facts: [
          { label: 'Account', value: [account] },
          { label: 'Owner', value: [owner.team] },
          { label: 'Life', value: [text] },
          { label: 'It may use', value: [token.scope === undefined ? 'not known any more' : scopeText(token.scope)] },
          ...refreshFacts(seen),
          ...(kin.length === 0 ? [] : [{ label: 'Lineage', value: [kin.join(', ')] }]),
        ],
      },
      ...usageBlocks(seen, 10),
      ...findingBlocks(findings, mostFindings),
      age(seen),
      { kind: 'buttons', buttons: showButtons(seen, issues, findings.length > mostFindings) },
    ],
  }
}
