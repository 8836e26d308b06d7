import { canBePaired } from '../../plan/created-by.ts'
import { listed } from '../../plan/listed.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Scope } from '../../token/scope.ts'
import { blindGroups, planFacts, remarkBlocks, targetLines } from './plan-blocks.ts'
import { refOf } from './record-ref.ts'
import type { Block, Button, View } from './view.ts'

const titles = {
  create: 'Create a token',
  refresh: 'Refresh in place',
  revoke: 'Revoke',
  rotate: 'Rotate',
  migrate: 'Migrate',
  retry: 'Go on with',
  adopt: 'Adopt',
} as const

export const titleOf = (plan: Plan): string => {
  const { old, new: made = [] } = plan.binding
  const name = old?.name ?? listed(made.map((token) => token.name))
  return `${titles[plan.binding.action]} ${name}`.trim()
}

const body = (plan: Plan): readonly Block[] => [
  { kind: 'heading', text: titleOf(plan) },
  { kind: 'text', text: [plan.findings.headline] },
  planFacts(plan),
  ...remarkBlocks(plan),
  ...targetLines(plan),
  { kind: 'note', text: [...blindGroups, ` Plan ${plan.digest.slice(0, 12)}.`] },
]

/** The plan alone: nothing is asked of anybody. */
export const planOnlyView = (plan: Plan): View => ({
  summary: `${titleOf(plan)} in account ${plan.binding.account}: ${plan.findings.headline}`,
  blocks: body(plan),
})

/** Who decides, and how many votes of theirs could count together as it stands. */
export interface Deciders {
  readonly group: string
  readonly canVote: number
}

const scopeOptions = ({ namespaces = {}, edgeWorkerIds = [] }: Partial<Scope>): string => {
  const spaces = Object.entries(namespaces).map(([name, rights]) => `${name}+${rights.join('')}`)
  return `--namespace=${spaces.join(',')}${edgeWorkerIds.length === 0 ? '' : ` --ewids=${edgeWorkerIds.join(',')}`}`
}

/** The rotations that make way for a leaked token's own by a click. */
export const inTheWay = ({ findings }: Plan): readonly string[] => [
  ...new Set(findings.warnings.filter(({ code }) => code === 'locked').flatMap(({ where }) => where ?? [])),
]

const makeWay = (record: ActionRecord, ids: readonly string[]): Button => ({
  action: 'make-way',
  value: refOf(record),
  label: ids.length <= 3 ? `Abandon ${listed(ids)} and rotate` : `Abandon ${ids.length} rotations and rotate`,
  style: 'danger',
  confirm: {
    title: 'Abandon and rotate?',
    text: `Approval is asked for; then ${listed(ids)} goes back as far as it can, and the leaked token is rotated as soon as it may.`,
    yes: 'Abandon and rotate',
    no: 'No',
  },
})

/** What would be better, or has to make way first: a click each. */
const offers = (record: ActionRecord, canBeAsked: boolean): readonly Button[] => {
  const { ask, account, plan } = record
  const ids = inTheWay(plan)
  if (ids.length > 0) return canBeAsked ? [makeWay(record, ids)] : []
  const both = plan.binding.action === 'create' && ask.scope?.networks?.length === 2
  if (!both || ask.pair === true || !canBePaired(ask.token)) return []
  const line = `create token ${account}/${ask.token} --staging=allow --production=allow --pair`
  return [{ action: 'run', value: `${line} ${scopeOptions(ask.scope ?? {})}`, label: 'Make it a pair' }]
}

const buttons = (record: ActionRecord, canBeAsked: boolean): Block => {
  const value = refOf(record)
  const explain = { action: 'explain', value, label: 'What does this mean?' }
  const cancel = { action: 'cancel', value, label: 'Cancel' }
  const ask = { action: 'ask', value, label: 'Ask for approval', style: 'primary' as const }
  return { kind: 'buttons', buttons: [...(canBeAsked ? [ask] : []), cancel, explain, ...offers(record, canBeAsked)] }
}

const whoDecides = (record: ActionRecord, { group, canVote }: Deciders): Block => {
  const { approvals, selfApproval } = record.policy
  const who = approvals === 1 ? 'one approval' : `${approvals} approvals`
  if (canVote < approvals) {
    const could = `It needs ${who} from ${group}, and ${canVote === 0 ? 'nobody' : `only ${canVote}`} there could give one.`
    const text = [`${could} Ask an operator to look at the approvers of ${record.owner}.`]
    return { kind: 'steps', steps: [{ icon: 'problem', text }] }
  }
  const own = selfApproval ? '' : ' You cannot approve it yourself.'
  return { kind: 'note', text: [`Needs ${who} from ${group}.${own} Nobody hears of it before you ask.`] }
}

const nextSentence = (blocked: boolean, nobody: boolean): string => {
  if (blocked) return 'It cannot be approved yet; each line below says what to do.'
  return nobody ? 'Nobody can approve it as it stands.' : 'Ask for approval, or cancel.'
}

/** The plan as the asker alone sees it, with what they can do next. */
export const askedView = (record: ActionRecord, deciders: Deciders): View => {
  const { plan } = record
  const blocked = plan.findings.blockers.length > 0
  const nobody = deciders.canVote < record.policy.approvals
  return {
    summary: `${titleOf(plan)} in account ${record.account}: ${plan.findings.headline} ${nextSentence(blocked, nobody)}`,
    blocks: [...body(plan), ...(blocked ? [] : [whoDecides(record, deciders)]), buttons(record, !blocked && !nobody)],
  }
}

const meanings = [
  ['New token', 'the bot asks Akamai for a key with the same rights and waits until it works.'],
  ['Rewrite and upload', 'only the token’s entry in each bundle changes; nothing runs yet.'],
  ['Activate', 'first on staging (the test network), then on production (live), in small waves.'],
  ['Soak', 'a wait, so that nothing still runs with the old key.'],
  ['Source updated', 'your own repository must carry the new entry, or its next deployment brings the old key back.'],
  ['Revoke', 'the old key is switched off, only when the bot has looked and nothing uses it.'],
] as const

/** The plan of somebody who means to do it without an approval. */
export const glassView = (record: ActionRecord): View => {
  const { plan } = record
  const value = refOf(record)
  const blocked = plan.findings.blockers.length > 0
  const next = blocked
    ? 'It cannot be done as it stands, glass or no glass; each line above says what to do.'
    : 'Break the glass starts it at once, without approval: every approver is told, and somebody else must review it.'
  const cancel = { action: 'cancel', value, label: 'Cancel' }
  const glass = { action: 'break-glass', value, label: 'Break the glass', style: 'danger' as const }
  return {
    summary: `${titleOf(plan)} in account ${record.account} without approval: ${plan.findings.headline}`,
    blocks: [
      ...body(plan),
      { kind: 'text', text: [{ bold: next }] },
      { kind: 'buttons', buttons: blocked ? [cancel] : [glass, cancel] },
    ],
  }
}

/** *What does this mean?* */
export const explainView: View = {
  summary: 'What the words of a plan mean.',
  blocks: [
    { kind: 'heading', text: 'What does this mean?' },
    {
      kind: 'text',
      text: [
        'EdgeWorkers read EdgeKV with a key, the ',
        { bold: 'access token' },
        '. It lies in a file called ',
        { code: 'edgekv_tokens.js' },
        ' inside each code ',
        { bold: 'bundle' },
        '.',
      ],
    },
    { kind: 'text', text: meanings.flatMap(([word, meaning]) => ['• ', { bold: word }, `: ${meaning}\n`]) },
    {
      kind: 'note',
      text: ['If anything goes wrong, the rest is held; the old key goes on working. You can retry or abandon.'],
    },
  ],
}
