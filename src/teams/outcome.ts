import type { ReplyHandle } from '../core/ports/messenger.ts'

/** What goes back to Teams; `release` follows it. Never a word of the SDK. */
export interface Outcome {
  readonly status: number
  readonly body?: unknown
  /** What was saved, and how its sender is told where it cannot be released. */
  readonly release?: { readonly id: string; readonly reply: ReplyHandle }
}

/** A sentence that the one who pressed sees for a moment. */
export const toast = (value: string): Outcome => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
})

/** The client keeps the card that it has. */
export const nothingNewer: Outcome = {
  status: 200,
  body: {
    statusCode: 404,
    type: 'application/vnd.microsoft.error',
    value: { code: 'NotFound', message: 'There is nothing newer.' },
  },
}
