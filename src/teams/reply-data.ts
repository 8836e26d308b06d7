import type { ReplyHandle } from '../core/ports/messenger.ts'

/** What it takes to answer one delivery to its sender alone. */
export interface ReplyData {
  /** The sender's account as the connector names it (`29:…`), and their Entra object id. */
  readonly account: string
  readonly user: string
  readonly conversation: string
  readonly serviceUrl: string
  readonly personal: boolean
  /** The card that was clicked. */
  readonly message?: string
}

export const replyHandle = ({ personal, ...data }: ReplyData): ReplyHandle => ({
  platform: 'teams',
  data: { ...data, personal: personal ? 'yes' : 'no' },
})

/** Reads a handle back; undefined when it is another platform's. */
export const replyData = ({ platform, data }: ReplyHandle): ReplyData | undefined => {
  const { account, user, conversation, serviceUrl, personal, message } = data
  if (platform !== 'teams' || account === undefined || user === undefined) return undefined
  if (conversation === undefined || serviceUrl === undefined) return undefined
  const where = { account, user, conversation, serviceUrl, personal: personal === 'yes' }
  return { ...where, ...(message === undefined ? {} : { message }) }
}
