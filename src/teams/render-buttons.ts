import type { Button } from '../core/chat/views/view.ts'
import { escapeMarkdown } from './escape-markdown.ts'

export type Json = { readonly [key: string]: unknown }

const mostValue = 2_000

const styleOf = ({ style }: Button): Json =>
  style === undefined ? {} : { style: style === 'primary' ? 'positive' : 'destructive' }

const press = (button: Button, title: string, own: boolean): Json => {
  const data = { a: button.action, v: button.value, ...(own ? { o: 1 } : {}) }
  return {
    type: 'Action.Execute',
    title: title.slice(0, 75),
    verb: button.action,
    data,
    ...styleOf(button),
    fallback: { type: 'Action.Submit', title: title.slice(0, 75), data },
  }
}

/** Cards have no question before an action: it folds out, with the button that acts inside. */
const renderButton = (button: Button, own: boolean): Json => {
  const { confirm } = button
  if (confirm === undefined) return press(button, button.label, own)
  const text = (words: string, weight: string): Json => ({
    type: 'TextBlock',
    wrap: true,
    weight,
    text: escapeMarkdown(words.slice(0, 500)),
  })
  const card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [text(confirm.title, 'Bolder'), text(confirm.text, 'Default')],
    actions: [press(button, confirm.yes, own)],
  }
  return { type: 'Action.ShowCard', title: button.label.slice(0, 75), ...styleOf(button), card }
}

/**
 * Buttons, five in a row. One whose value is too long is left out, for cutting it would change its meaning. `own`: the card
 * is for one person alone, so that its buttons' answers may take its place.
 */
export const renderButtons = (buttons: readonly Button[], own: boolean): Json[] => {
  const usable = buttons.filter((button) => button.value.length <= mostValue)
  const rows: Json[] = []
  for (let start = 0; start < usable.length; start += 5)
    rows.push({ type: 'ActionSet', actions: usable.slice(start, start + 5).map((one) => renderButton(one, own)) })
  return rows
}
