import { dateOf, dayMs } from '../clock/dates.ts'
import type { Account, Token } from '../world/world.ts'

/** Akamai keeps expired tokens in the list this long. */
const lingerMs = 30 * dayMs
/** From one scheduled refresh to the next. */
export const refreshEveryMs = 61 * dayMs

export type TokenState = 'live' | 'expired' | 'revoked'

export const stateOf = (token: Token, now: number): TokenState => {
  if (token.revokedAt !== undefined && token.revokedAt <= now) return 'revoked'
  return token.diesAt <= now ? 'expired' : 'live'
}

export const isListed = (token: Token, now: number, includeExpired: boolean): boolean => {
  const state = stateOf(token, now)
  if (state === 'expired') return includeExpired && now - token.diesAt < lingerMs
  return state === 'live'
}

/** The token that this name means now: the live one, else the one that expired last. */
export const findToken = (account: Account, name: string, now: number): Token | undefined => {
  const named = account.tokens.filter((token) => token.name === name && stateOf(token, now) !== 'revoked')
  return named.findLast((token) => stateOf(token, now) === 'live') ?? named.at(-1)
}

/** A token by what stands in a bundle; revoked and expired ones too. */
export const findByCredential = (
  account: Account,
  credential: { readonly value: string | undefined; readonly reference: string | undefined },
): Token | undefined => {
  const { value, reference } = credential
  if (value === undefined) return account.tokens.findLast((token) => token.uuid === reference && isReferable(token))
  const uuid = uuidOfJwt(value)
  const token = account.tokens.findLast((known) => known.uuid === uuid && known.generation === 'expiring')
  return token?.value() === value ? token : undefined
}

const isReferable = (token: Token): boolean => token.generation === 'auto-refreshing'

const uuidOfJwt = (jwt: string): unknown => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null && 'jti' in claims ? claims.jti : undefined
  } catch {
    return undefined
  }
}

export const activationStatusOf = (token: Token, now: number): 'IN_PROGRESS' | 'COMPLETE' | 'ERROR' => {
  if (token.failed) return 'ERROR'
  return token.completeAt <= now && token.refresh.completeAt <= now ? 'COMPLETE' : 'IN_PROGRESS'
}

/** Carries out the refreshes that Akamai's own schedule has brought about until now. */
export const followSchedule = (token: Token, now: number): void => {
  const refresh = token.refresh
  if (token.generation === 'expiring' || refresh.overdue) return
  while (refresh.next <= dateOf(now)) {
    refresh.latest = refresh.next
    refresh.next = dateOf(Date.parse(refresh.next) + refreshEveryMs)
  }
}
