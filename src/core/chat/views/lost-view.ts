import type { LostRotation } from '../../rotation/lost/lost-rotation.ts'
import type { Block, Button, View } from './view.ts'

const most = 10

const places = (all: LostRotation['left']): string => {
  const words = all.slice(0, most).map((one) => `EdgeWorker ${one.edgeWorkerId} on ${one.network.toLowerCase()}`)
  if (all.length > most) words.push(`${all.length - most} more`)
  return words.length === 0 ? 'nowhere' : words.join(', ')
}

const buttons = ({ account, mark, deployed, old }: LostRotation): readonly Button[] => [
  { action: 'run-adopt', value: `adopt ${mark} --account ${account}`, label: 'Adopt', style: 'primary' },
  {
    action: 'run-abandon',
    value: `abandon ${mark} --account ${account}`,
    label: 'Abandon',
    style: 'danger',
    confirm: {
      title: 'Take it back?',
      text: `${deployed.length} activation${deployed.length === 1 ? ' goes' : 's go'} back to the version with ${old}.`,
      yes: 'Abandon',
      no: 'Leave it',
    },
  },
]

/** *Lost and found*: an unfinished rotation that no record knows, after a loss of Redis. */
export const lostView = (lost: LostRotation): View => {
  const { account, mark, old, replacement, deployed, left } = lost
  const blocks: readonly Block[] = [
    { kind: 'heading', text: `Lost and found: ${old}` },
    {
      kind: 'text',
      text: [
        'At Akamai there is an unfinished rotation that the bot has no record of, as after a loss of Redis. ',
        'Nothing of it goes on by itself, and both tokens live.',
      ],
    },
    {
      kind: 'facts',
      facts: [
        { label: 'Account', value: [account] },
        { label: 'Mark', value: [{ code: mark }] },
        { label: 'From', value: [{ code: old }] },
        { label: 'To', value: [{ code: replacement }] },
        { label: 'New token active', value: [places(deployed)] },
        { label: 'Old token still', value: [places(left)] },
      ],
    },
    { kind: 'note', text: ['Adopt asks for approval of what is left; Abandon takes its activations back.'] },
    { kind: 'buttons', buttons: buttons(lost) },
  ]
  return {
    summary: `Lost and found: an unfinished rotation of ${old} in account ${account} (mark ${mark}). Adopt it or abandon it.`,
    blocks,
  }
}
