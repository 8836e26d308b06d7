import type { ModalView } from '@slack/types'
import type { Block, Button, Field, Form, View } from '../core/chat/views/view.ts'
import { clamp, clampSome } from './clamp.ts'
import { fitBlocks } from './fit-blocks.ts'
import { limits } from './limits.ts'
import { renderView } from './render-view.ts'

/** What comes back with a submitted modal: the form's own reference, and where it was opened from. */
interface FormMemory {
  readonly ref: string
  readonly channel?: string
}

/** The actions of the buttons that send a form standing in a message, or have it looked through. */
export const formAction = 'form:'
export const checkAction = 'check:'

/** A form as a modal. */
export const renderForm = (form: Form, channel: string | undefined): ModalView => {
  const memory: FormMemory = { ref: form.ref, ...(channel === undefined ? {} : { channel }) }
  const blocks = fitBlocks(form.blocks, { blocks: limits.viewBlocks, json: limits.viewJson })
  return {
    type: 'modal',
    callback_id: clamp(form.form, limits.callbackId),
    private_metadata: JSON.stringify(memory),
    title: { type: 'plain_text', text: clampSome(form.title, limits.title) },
    submit: { type: 'plain_text', text: clampSome(form.submit, limits.title) },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: blocks.length > 0 ? blocks : renderView({ summary: form.title, blocks: [] }).blocks,
  }
}

/** Those that are chosen already, and of the others so many that a message holds both. */
const choicesInMessage = ({ choices = [], initial = [] }: Field): NonNullable<Field['choices']> => {
  const isChosen = ({ value }: { readonly value: string }): boolean => [initial].flat().includes(value)
  const chosen = choices.filter(isChosen)
  const others = choices.filter((choice) => !isChosen(choice))
  const shown = [...chosen, ...others.slice(0, Math.max(0, limits.choicesInMessage - 2 * chosen.length))]
  return shown.map(({ value, label }) => ({ value, label: clampSome(label, limits.labelInMessage) }))
}

/** A message holds less than a modal: of many choices only some are offered there, and nothing is told meanwhile. */
const asInMessage = (block: Block): Block => {
  if (block.kind !== 'field') return block
  const { told: _told, ...field } = block.field
  const all = field.choices?.length ?? 0
  if (all <= limits.choicesInMessage) return { ...block, field }
  const choices = choicesInMessage(field)
  const hint = `${all - choices.length} more can be named on the command line.`
  return { ...block, field: { ...field, choices, hint } }
}

const buttonsOf = ({ form, ref, submit, check }: Form): readonly Button[] => [
  { action: `${formAction}${form}`, value: ref, label: submit, style: 'primary' },
  ...(check === undefined ? [] : [{ action: `${checkAction}${form}`, value: ref, label: check }]),
]

/** The same fields inside a message, for when Slack's three seconds for opening a modal are over. */
export const formAsView = (form: Form): View => ({
  summary: `${form.title}: please fill in the fields and press ${form.submit}.`,
  blocks: [
    { kind: 'heading', text: form.title },
    ...form.blocks.map(asInMessage),
    { kind: 'buttons', buttons: buttonsOf(form) },
  ],
})
