import { createHmac } from 'node:crypto'
import type { Story } from './start-story.ts'

/** A delivery with Slack's signature that no client of Slack would make. Gives the status of the answer. */
export const forge = async ({ sandbox, url }: Story, payload: object): Promise<number> => {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const at = String(Math.floor(Date.now() / 1_000))
  const mac = createHmac('sha256', sandbox.slack.signingSecret).update(`v0:${at}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${mac}`,
  }
  return (await fetch(`${url}/slack/events`, { method: 'POST', body, headers })).status
}
