import { z } from 'zod'
import type { Log } from '../core/ports/log.ts'
import type { Secret } from '../core/token/secret.ts'
import { answer } from './answer.ts'
import { isBearer } from './is-bearer.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'

/** A notification mail as somebody forwarded it. None of it is believed. */
const mail = z.object({ from: z.string().max(1_000), subject: z.string().max(10_000), text: z.string() })
export type NotificationMail = z.output<typeof mail>

export interface Notifications {
  /** Undefined: nobody configured it, and nothing is taken. */
  readonly secret: Secret | undefined
  /** Looks at what the mail may be about; resolves once that is written down. */
  readonly take: (mail: NotificationMail) => Promise<number>
  readonly log: Log
}

const maxBody = 256 * 1024
const perMinute = 10
const minuteMs = 60_000

/** At most so many in any minute, on wall time. */
const createGate = (now: () => number = Date.now) => {
  let times: readonly number[] = []
  return (): number => {
    const at = now()
    times = times.filter((one) => at - one < minuteMs && one <= at)
    if (times.length >= perMinute) return minuteMs - (at - (times[0] ?? at))
    times = [...times, at]
    return 0
  }
}

/**
 * `POST /notifications/akamai`: forwarded notification mail as JSON `{from, subject, text}`. 503 unconfigured, 401 without the
 * secret, 413 over 256 KB, 429 over ten a minute, 400 for another shape, 202 taken.
 */
export const notificationsRoute = ({ secret, take, log }: Notifications): Route => {
  const gate = createGate()
  return {
    path: '/notifications/akamai',
    methods: ['POST'],
    maxBody,
    handle: async (request, response) => {
      if (secret === undefined) return answer(response, 503, { error: 'NOTIFICATIONS_SECRET is not set' })
      if (!isBearer(request.headers.authorization, secret))
        return answer(response, 401, { error: 'a bearer token is needed' }, { 'www-authenticate': 'Bearer' })
      const waitMs = gate()
      if (waitMs > 0)
        return answer(
          response,
          429,
          { error: 'at most ten a minute' },
          { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
        )
      const read = mail.safeParse(await readJson(request, maxBody))
      if (!read.success) return answer(response, 400, { error: 'JSON {from, subject, text} is needed, all texts' })
      const tokens = await take(read.data)
      log.info('a notification was taken', { tokens })
      answer(response, 202, { taken: true, tokens })
    },
  }
}
