import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { dateOf, endOfDate } from '../clock/dates.ts'
import { mintJwt } from '../world/mint-jwt.ts'
import type { Account, Generation, Network, Token } from '../world/world.ts'
import { refreshEveryMs } from './token-state.ts'

export interface TokenOrder {
  readonly name: string
  readonly generation: Generation
  readonly expiry: string
  readonly permissions: Readonly<Record<string, readonly string[]>>
  readonly networks: readonly Network[]
  readonly restrictTo: readonly string[] | undefined
  readonly createdAt: number
  readonly completeAt: number
  readonly failed: boolean
  readonly uuid?: string
}

/** The expiry date of tokens that do not expire. */
export const neverExpires = '9999-12-31'

/** A token that is not yet in the account's list. */
export const makeToken = (account: Account, order: TokenOrder): Token => {
  const { uuid, ...rest } = order
  const diesAt = order.expiry === neverExpires ? Number.POSITIVE_INFINITY : endOfDate(order.expiry)
  let value: string | undefined
  const token: Token = {
    ...rest,
    uuid: uuid ?? newUuid(account, order.name),
    diesAt,
    revokedAt: undefined,
    cpcode: '1234567',
    refresh: firstRefresh(order.createdAt),
    value: () => {
      value ??= mintJwt({ ...token, issuedAt: order.createdAt })
      return value
    },
  }
  return token
}

const firstRefresh = (createdAt: number) => ({
  latest: null,
  next: dateOf(createdAt + refreshEveryMs),
  completeAt: 0,
  overdue: false,
})

const newUuid = (account: Account, name: string): string =>
  account.settings.reuseUuids ? uuidOf(`${account.name}/${name}`) : randomUUID()

/** A version-5-shaped uuid that depends on the text alone. */
export const uuidOf = (text: string): string => {
  const hex = createHash('sha1').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const requestId = (): string => randomBytes(8).toString('hex')
