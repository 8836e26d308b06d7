import { AkamaiFailure, type FailureFacts } from '../akamai-failure.ts'
import type { Call } from './call.ts'
import { clockSkewSeconds } from './clock-skew.ts'
import { type Problem, readProblem } from './problem.ts'
import { retryAfterMs } from './retry-after-ms.ts'

/** Who asked: for messages. */
export interface Asker {
  readonly account: string
  readonly section: string
}

/** Who must act, and the rest of the sentence. */
interface Verdict {
  readonly who: FailureFacts['who']
  readonly act: string
}

const unauthorized = (problem: Problem, skew: number | undefined, asker: Asker): Verdict => {
  if (skew !== undefined)
    return {
      who: 'operator',
      act: `this machine's clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} Akamai's, an operator must set it`,
    }
  const why = problem.inactiveClient
    ? 'is expired or disabled, an operator must renew it'
    : 'is refused, an operator must check it'
  return { who: 'operator', act: `the credential ${asker.section} ${why}` }
}

const later = (status: number, waitMs: number | undefined): string => {
  const when = waitMs === undefined ? 'later' : `in ${Math.ceil(waitMs / 1000)} s`
  return status === 429 ? `too many calls, it may work ${when}` : `it may work ${when}`
}

const verdictOf = (
  status: number,
  problem: Problem,
  call: Call,
  asker: Asker,
  waitMs?: number,
  skew?: number,
): Verdict => {
  if (status === 401) return unauthorized(problem, skew, asker)
  if (status === 403)
    return {
      who: 'operator',
      act: `the credential ${asker.section} lacks the grant "${call.grant}", an operator must add it`,
    }
  if (status === 429 || status === 408 || status >= 500) return { who: 'retry', act: later(status, waitMs) }
  if (status < 400 || problem.source !== 'api')
    return {
      who: 'operator',
      act: 'this is not the API that was asked for, an operator must check host, base URL and proxy',
    }
  return { who: 'stop', act: 'it will not work as asked' }
}

/** True where the effect may have happened although no proper answer came. */
const maybeDone = (status: number, call: Call): boolean => call.changes && (status >= 500 || status === 408)

/** What a status other than 2xx means. The HTTP status decides, not the code: Akamai's EKV_3000 means three things. */
export const statusFailure = (
  call: Call,
  asker: Asker,
  answer: { readonly status: number; readonly headers: Headers; readonly body: string },
  wallNow: number,
): AkamaiFailure => {
  const { status, headers } = answer
  const problem = readProblem(answer.body)
  const waitMs = retryAfterMs(headers, wallNow)
  const verdict = verdictOf(status, problem, call, asker, waitMs, clockSkewSeconds(headers, wallNow))
  const known = [problem.errorCode, problem.requestId && `request ${problem.requestId}`].filter(Boolean).join(', ')
  const title = problem.title === undefined ? '' : ` ${problem.title.replace(/\.$/, '')}`
  const unsure = maybeDone(status, call) ? '; it may have happened all the same' : ''
  return new AkamaiFailure(
    `Akamai (account ${asker.account}) answered ${status}${title} to "${call.what}"${known === '' ? '' : ` (${known})`}: ${verdict.act}${unsure}`,
    {
      who: verdict.who,
      maybeDone: maybeDone(status, call),
      status,
      fromApi: problem.source === 'api',
      ...(problem.errorCode === undefined ? {} : { code: problem.errorCode }),
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    },
  )
}
