import type { Entry } from '../../warning/entry.ts'
import type { Block, Button } from './view.ts'

/** What the list no longer holds cannot be planned for. */
const canRotate = ({ kind }: Entry): boolean => kind !== 'revoked'

/** Buttons of one warning: they do what the same words typed would do, for whoever presses them. */
export const warningButtons = (entry: Entry): readonly Block[] => {
  if (entry.token === '' || entry.state === 'resolved') return []
  const ref = `${entry.account}/${entry.token}`
  const buttons: readonly Button[] = [
    ...(canRotate(entry)
      ? [{ action: 'run', value: `rotate ${ref}`, label: 'Rotate', style: 'primary' as const }]
      : []),
    { action: 'run-2', value: `snooze ${ref} 1d`, label: 'Snooze' },
    ...(canRotate(entry) ? [{ action: 'run-3', value: `show ${ref}`, label: 'Details' }] : []),
  ]
  return [{ kind: 'buttons', buttons }]
}
