import type { Outgoing } from '../../web/outgoing.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Akamai refuses signatures that are more than 30 s off. */
const refusedMs = 25_000
const noticedMs = 5_000

const toFix = "Set this machine's clock by NTP (timedatectl set-ntp true)."

/** How far this machine's clock is from the one in an answer's `Date` header, which counts whole seconds. */
export const skewFinding = (check: string, date: string | null, nowMs: number): Finding => {
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return warn(check, 'The answer has no date to compare the clock with.', toFix)
  const offMs = nowMs - theirs - 500
  const seconds = Math.round(Math.abs(offMs) / 1_000)
  const sentence = `This machine's clock is ${seconds} s ${offMs < 0 ? 'behind' : 'ahead of'} Akamai's.`
  if (Math.abs(offMs) > refusedMs) return fail(check, sentence, `Signatures are refused at 30 s. ${toFix}`)
  return Math.abs(offMs) > noticedMs ? warn(check, sentence, toFix) : ok(check, 'The clock agrees with Akamai.')
}

/** Asks an API's host for anything at all, unsigned, and looks at the date of the answer. */
export const checkClock = async (check: string, url: string, { fetch }: Pick<Outgoing, 'fetch'>): Promise<Finding> => {
  try {
    const before = Date.now()
    const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    return skewFinding(check, response.headers.get('date'), (before + Date.now()) / 2)
  } catch {
    const advice = 'Check the host in the .edgerc, the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS.'
    return fail(check, `${new URL(url).host} cannot be reached.`, advice)
  }
}
