import type { Candidate, NewToken, Part, Target } from '../../request/part.ts'
import { rested, untroubled } from '../calm.ts'

const withoutAttempt = (target: Target): Target => {
  const { after: _after, since: _since, overwrote: _over, restoreActivationId: _restore, ...rest } = target
  return rest
}

/** A target that failed starts over, with its next attempt; one in flight has another hour. */
const renewedTarget = (target: Target, now: number): Target => {
  if (target.state === 'failed') return { ...withoutAttempt(target), state: 'planned', attempt: target.attempt + 1 }
  return target.state === 'activating' || target.state === 'restoring' ? { ...target, since: now } : target
}

const renewedToken = (token: NewToken, now: number): NewToken => {
  const state = token.state === 'failed' ? (token.uuid === undefined ? 'planned' : 'creating') : token.state
  return { ...token, state, ...(token.since === undefined ? {} : { since: now }) }
}

/** Another's bytes stand under its name: the next name is taken. */
const renewedCandidate = (candidate: Candidate, hasStranger: boolean): Candidate => {
  if (!hasStranger) return candidate
  const { version: _version, sha256: _sha256, ...rest } = candidate
  return { ...rest, k: candidate.k + 1 }
}

/** The part as it must be to be tried again. */
export const renewed = (part: Part, now: number): Part => {
  const { deaths: _deaths, ...calm } = rested(untroubled(part))
  const again = calm as Part
  if (again.kind === 'target') return renewedTarget(again, now)
  if (again.kind === 'new-token') return renewedToken(again, now)
  return renewedCandidate(again, part.trouble?.code === 'foreign-version')
}
