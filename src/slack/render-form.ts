import type { ModalView } from '@slack/types'
import type { Form, View } from '../core/chat/views/view.ts'
import { clampSome } from './clamp.ts'
import { fitBlocks } from './fit-blocks.ts'
import { limits } from './limits.ts'

/** What comes back with a submitted modal: the form's own reference, and where it was opened from. */
export interface FormMemory {
  readonly ref: string
  readonly channel?: string
}

/** The action of the button that sends a form standing in a message. */
export const formAction = 'form:'

/** A form as a modal. */
export const renderForm = (form: Form, channel: string | undefined): ModalView => {
  const memory: FormMemory = { ref: form.ref, ...(channel === undefined ? {} : { channel }) }
  return {
    type: 'modal',
    callback_id: form.form,
    private_metadata: JSON.stringify(memory),
    title: { type: 'plain_text', text: clampSome(form.title, limits.title) },
    submit: { type: 'plain_text', text: clampSome(form.submit, limits.title) },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: fitBlocks(form.blocks, { blocks: limits.viewBlocks, json: limits.viewJson }),
  }
}

/** The same fields inside a message, for when Slack's three seconds for opening a modal are over. */
export const formAsView = (form: Form): View => ({
  summary: `${form.title}: please fill in the fields and press ${form.submit}.`,
  blocks: [
    { kind: 'heading', text: form.title },
    ...form.blocks,
    {
      kind: 'buttons',
      buttons: [{ action: `${formAction}${form.form}`, value: form.ref, label: form.submit, style: 'primary' }],
    },
  ],
})
