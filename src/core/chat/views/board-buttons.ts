import { listed } from '../../plan/listed.ts'
import type { ActionRecord } from '../../request/record.ts'
import { canBeReviewed } from '../../request/review.ts'
import type { State } from '../../request/state.ts'
import { titleOf } from './plan-view.ts'
import { refOf } from './record-ref.ts'
import type { Block, Button } from './view.ts'
import { networkWord } from './words.ts'

const networksOf = (record: ActionRecord): string => {
  const all = [...new Set(record.plan.binding.targets.map((target) => networkWord(target.network)))]
  return all.length === 0 ? record.account : listed(all)
}

const approve = (record: ActionRecord): Button => ({
  action: 'approve',
  value: refOf(record),
  label: 'Approve',
  style: 'primary',
  confirm: {
    title: 'Approve?',
    text: `${titleOf(record.plan)} on ${networksOf(record)} of account ${record.account}.`,
    yes: 'Approve',
    no: 'Not yet',
  },
})

const abandon = (record: ActionRecord): Button => ({
  action: 'abandon',
  value: refOf(record),
  label: 'Abandon',
  style: 'danger',
  confirm: {
    title: 'Abandon?',
    text: 'Nothing new starts; what was activated goes back to what it was, and the new token is revoked when nothing uses it.',
    yes: 'Abandon',
    no: 'No',
  },
})

const button = (record: ActionRecord, action: string, label: string, style?: Button['style']): Button => ({
  action,
  value: refOf(record),
  label,
  ...(style === undefined ? {} : { style }),
})

const revokeAnyway = (record: ActionRecord): Button => ({
  ...button(record, 'revoke-anyway', 'Revoke anyway', 'danger'),
  confirm: {
    title: 'Revoke anyway?',
    text: `What is named above will get 401 from EdgeKV. This cannot be undone.`,
    yes: 'Revoke',
    no: 'No',
  },
})

const goToProduction = (record: ActionRecord): Button => ({
  ...button(record, 'go-production', 'Go to production', 'primary'),
  confirm: {
    title: 'Go to production?',
    text: `${titleOf(record.plan)} on production of account ${record.account}. Staging is done.`,
    yes: 'Go',
    no: 'Not yet',
  },
})

const requested = (record: ActionRecord): readonly Button[] => [
  approve(record),
  button(record, 'deny', 'Deny', 'danger'),
  button(record, 'plan', 'Plan'),
  button(record, 'withdraw', 'Withdraw'),
]

const source = (record: ActionRecord, style?: Button['style']): readonly Button[] => [
  button(record, 'source', 'Source updated', style),
  button(record, 'skip-source', 'Skip'),
]

/** Once it goes back, or the old token is revoked, there is nothing to abandon any more. */
const canGoBack = ({ leftState, revokedAt }: ActionRecord): boolean =>
  leftState !== 'abandoning' && revokedAt === undefined

const held = (record: ActionRecord): readonly Button[] => [
  button(record, 'retry', 'Retry', 'primary'),
  ...(record.leftState === 'awaiting-source' ? source(record) : []),
  ...(canGoBack(record) ? [abandon(record)] : []),
]

const revokeGate = (record: ActionRecord): readonly Button[] => [
  button(record, 'look-again', 'Look again', 'primary'),
  revokeAnyway(record),
  button(record, 'keep-old', 'Keep the old token'),
]

const running = (record: ActionRecord): readonly Button[] => [abandon(record)]

const buttons: Partial<Record<State, (record: ActionRecord) => readonly Button[]>> = {
  requested,
  held,
  'creating-token': running,
  preparing: running,
  staging: running,
  'awaiting-production': (record) => [
    goToProduction(record),
    button(record, 'deny-production', 'Deny', 'danger'),
    button(record, 'plan', 'Plan'),
    ...((record.gate?.votes ?? []).length === 0 ? [] : [button(record, 'withdraw', 'Take my vote back')]),
    abandon(record),
  ],
  production: running,
  soaking: running,
  'awaiting-source': (record) => [...source(record, 'primary'), abandon(record)],
  'awaiting-revoke': revokeGate,
  lapsed: (record) => [button(record, 'again', 'Ask again')],
  void: (record) => [button(record, 'again', 'Plan anew')],
}

/** Only what can be done now; decided or ended, the buttons are gone. */
export const boardButtons = (record: ActionRecord): readonly Block[] => {
  const possible = [
    ...(buttons[record.state]?.(record) ?? []),
    ...(canBeReviewed(record) ? [button(record, 'reviewed', 'Reviewed')] : []),
  ]
  return possible.length === 0 ? [] : [{ kind: 'buttons', buttons: possible }]
}
