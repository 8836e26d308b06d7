import type { ActionsBlock, Button as SlackButton } from '@slack/types'
import type { Button } from '../core/chat/views/view.ts'
import { clamp, clampSome } from './clamp.ts'
import { limits } from './limits.ts'

/** Slack wants action ids to differ within a block; what follows the mark is dropped when the click comes back. */
const again = '#'

/** The action that a click names, whatever its place among its equals. */
export const actionOf = (actionId: string): string => actionId.replace(/#\d+$/, '')

const confirmOf = (confirm: NonNullable<Button['confirm']>): NonNullable<SlackButton['confirm']> => ({
  title: { type: 'plain_text', text: clampSome(confirm.title, limits.confirmTitle) },
  text: { type: 'plain_text', text: clampSome(confirm.text, limits.confirmText) },
  confirm: { type: 'plain_text', text: clampSome(confirm.yes, limits.confirmButton) },
  deny: { type: 'plain_text', text: clampSome(confirm.no, limits.confirmButton) },
})

const renderButton = (button: Button, index: number): SlackButton => ({
  type: 'button',
  action_id: `${clamp(button.action, limits.actionId - 4)}${index === 0 ? '' : `${again}${index}`}`,
  text: { type: 'plain_text', text: clampSome(button.label, limits.buttonText) },
  ...(button.value === '' ? {} : { value: button.value }),
  accessibility_label: clampSome(button.label, limits.buttonLabel),
  ...(button.style === undefined ? {} : { style: button.style }),
  ...(button.confirm === undefined ? {} : { confirm: confirmOf(button.confirm) }),
})

/** Buttons, five to a line as phones show them. A value that Slack would refuse cannot be cut: that button is left out. */
export const renderButtons = (buttons: readonly Button[]): ActionsBlock[] => {
  const usable = buttons.filter((button) => button.value.length <= limits.value)
  const blocks: ActionsBlock[] = []
  for (let start = 0; start < usable.length; start += 5)
    blocks.push({ type: 'actions', elements: usable.slice(start, start + 5).map(renderButton) })
  return blocks
}
