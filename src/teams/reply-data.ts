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
  /** That card is for its reader alone: an answer may take its place. */
  readonly own?: boolean
  /** That card is a form, which is used up. */
  readonly form?: boolean
}

const said = (flag: boolean | undefined): string => (flag === true ? 'yes' : 'no')

export const replyHandle = ({ personal, own, form, ...data }: ReplyData): ReplyHandle => ({
  platform: 'teams',
  data: { ...data, personal: said(personal), own: said(own), form: said(form) },
})

/** Reads a handle back; undefined when it is another platform's. */
export const replyData = ({ platform, data }: ReplyHandle): ReplyData | undefined => {
  const { account, user, conversation, serviceUrl, personal, message } = data
  if (platform !== 'teams' || account === undefined || user === undefined) return undefined
  if (conversation === undefined || serviceUrl === undefined) return undefined
  const flags = { personal: personal === 'yes', own: data['own'] === 'yes', form: data['form'] === 'yes' }
  const where = { account, user, conversation, serviceUrl, ...flags }
  return { ...where, ...(message === undefined ? {} : { message }) }
}
