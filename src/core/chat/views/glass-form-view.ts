import type { Form } from './view.ts'

/** The form that breaks the glass: a phrase to type, and the reason, said already or not. */
export const glassFormView = (ref: string, phrase: string, reason?: string): Form => ({
  form: 'break-glass',
  ref,
  title: 'Break the glass',
  submit: 'Do it now',
  blocks: [
    {
      kind: 'text',
      text: ['It starts at once, without any approval. Every approver is told, and a review is owed afterwards.'],
    },
    { kind: 'field', field: { id: 'phrase', label: `Type: ${phrase}`, kind: 'text', maxLength: 100 } },
    {
      kind: 'field',
      field: {
        id: 'reason',
        label: 'Why it cannot wait',
        kind: 'multiline',
        maxLength: 500,
        ...(reason === undefined ? {} : { initial: reason }),
      },
    },
  ],
})
