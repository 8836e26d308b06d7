import type { ModalView } from '@slack/types'
import type { Block, Form, View } from '../core/chat/views/view.ts'
import { clamp, clampSome } from './clamp.ts'
import { fitBlocks } from './fit-blocks.ts'
import { limits } from './limits.ts'
import { renderView } from './render-view.ts'

/** What comes back with a submitted modal: the form's own reference, and where it was opened from. */
interface FormMemory {
  readonly ref: string
  readonly channel?: string
}

/** The action of the button that sends a form standing in a message. */
export const formAction = 'form:'

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

/** A message holds less than a modal: of many choices only the first are offered there. */
const fewerChoices = (block: Block): Block => {
  if (block.kind !== 'field' || (block.field.choices?.length ?? 0) <= limits.choicesInMessage) return block
  const choices = block.field.choices?.slice(0, limits.choicesInMessage) ?? []
  const left = (block.field.choices?.length ?? 0) - choices.length
  return { ...block, field: { ...block.field, choices, hint: `${left} more can be named on the command line.` } }
}

/** The same fields inside a message, for when Slack's three seconds for opening a modal are over. */
export const formAsView = (form: Form): View => ({
  summary: `${form.title}: please fill in the fields and press ${form.submit}.`,
  blocks: [
    { kind: 'heading', text: form.title },
    ...form.blocks.map(fewerChoices),
    {
      kind: 'buttons',
      buttons: [{ action: `${formAction}${form.form}`, value: form.ref, label: form.submit, style: 'primary' }],
    },
  ],
})
