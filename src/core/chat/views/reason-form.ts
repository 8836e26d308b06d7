import type { Form } from './view.ts'

const words = {
  ask: { title: 'Ask for approval', submit: 'Ask' },
  'make-way': { title: 'Abandon and rotate', submit: 'Ask' },
  deny: { title: 'Deny', submit: 'Deny' },
  'deny-production': { title: 'Deny production', submit: 'Deny' },
} as const

/** Asks for a reason, of the record with this `ref`: one must be given with a request, and may be with a denial. */
export const reasonForm = (form: keyof typeof words, ref: string): Form => ({
  form,
  ref,
  ...words[form],
  blocks: [
    {
      kind: 'field',
      field: { id: 'reason', label: 'Reason', kind: 'multiline', maxLength: 500, optional: form.startsWith('deny') },
    },
  ],
})
