import { randomUUID } from 'node:crypto'
import { objectOf, parseJson } from '../json.ts'
import { identity } from '../world/identity.ts'
import type { World } from '../world/world.ts'
import type { Link } from './link.ts'
import { makeDelivery } from './make-delivery.ts'
import { sendOverHttp } from './send-over-http.ts'

/** Asks the app's address for the challenge, as Slack does when a request URL is entered. */
const verified = async (world: World, link: Link, url: string): Promise<boolean> => {
  const challenge = randomUUID()
  const payload = {
    token: 'deprecated-and-not-checked',
    challenge,
    type: 'url_verification',
    api_app_id: identity.appId,
  }
  const delivery = makeDelivery('events_api', payload)
  const timeoutMs = world.state.settings.ackTimeoutMs
  const { outcome, body } = await sendOverHttp(url, delivery, { agent: link.agent, timeoutMs })
  return outcome === 'ok' && (body === challenge || objectOf(parseJson(body))['challenge'] === challenge)
}

/** From now on deliveries go to `url`, unless its verification was asked for and failed. */
export const connect = async (
  world: World,
  link: Link,
  { url, verify = false }: { readonly url: string; readonly verify?: boolean },
): Promise<boolean> => {
  if (verify && !(await verified(world, link, url))) return false
  link.url = url
  return true
}
