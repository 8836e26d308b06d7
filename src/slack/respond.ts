import type { FetchFunction } from '@slack/web-api'
import type { SlackMessage } from './render-view.ts'

const slackHosts = /(?:^|\.)slack(?:-gov)?\.com$/

/** Addresses come in signed payloads; still, we send to Slack only, or to the server that `SLACK_API_URL` names. */
export const mayRespondTo = (url: string, apiUrl: string | undefined): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin } = new URL(url)
  if (protocol === 'https:' && slackHosts.test(hostname)) return true
  return apiUrl !== undefined && URL.canParse(apiUrl) && origin === new URL(apiUrl).origin
}

export interface Response {
  readonly url: string
  readonly message: SlackMessage
  readonly replace: boolean
}

/** Answers by response URL: five times in half an hour. False when Slack did not take it; never throws. */
export const respond = async (send: FetchFunction, { url, message, replace }: Response): Promise<boolean> => {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: replace, ...message })
  try {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    })
    const said = await response.text()
    return response.ok && !/"ok"\s*:\s*false/.test(said)
  } catch {
    return false
  }
}
