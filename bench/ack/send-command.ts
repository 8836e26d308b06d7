import { createHmac, randomUUID } from 'node:crypto'
import { type Dispatcher, request } from 'undici'

export interface Acknowledged {
  readonly ms: number
  readonly ok: boolean
}

const bodyOf = (text: string, responseUrl: string): string =>
  new URLSearchParams({
    team_id: 'T0SANDBOX',
    team_domain: 'sandbox',
    channel_id: 'C0MARKETING',
    channel_name: 'marketing',
    user_id: 'U0ANA',
    user_name: 'ana',
    command: '/edgekv',
    text,
    api_app_id: 'A0EDGEKV',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: randomUUID(),
  }).toString()

/** One signed slash command as Slack sends it; the time until the whole answer is there. */
export const sendCommand = async (
  url: string,
  secret: string,
  text: string,
  to: { readonly responseUrl: string; readonly dispatcher: Dispatcher },
): Promise<Acknowledged> => {
  const body = bodyOf(text, to.responseUrl)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  const began = performance.now()
  const answer = await request(url, {
    method: 'POST',
    dispatcher: to.dispatcher,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
  const said = await answer.body.text()
  return { ms: performance.now() - began, ok: answer.statusCode === 200 && said === '' }
}
