import type { EdgeKv } from '../../../src/core/ports/edge-kv.ts'
import type { Token } from '../../../src/core/token/token.ts'
import { callsOf, type Line } from './fate.ts'
import type { MemoryAkamai } from './memory-akamai.ts'

/** The token API of an Akamai in memory, as one worker has it. */
export const memoryEdgeKv = (akamai: MemoryAkamai, line: Line): EdgeKv => {
  const { look, act } = callsOf(line)
  const { tokens, readyAt, options } = akamai
  const seen = (token: Token): Token => {
    const isReady = options.now() >= (readyAt.get(token.name) ?? 0)
    return { ...token, activationStatus: isReady ? 'COMPLETE' : 'IN_PROGRESS' }
  }
  return {
    listTokens: () => look(() => [...tokens.values()].map(seen)),
    getToken: (name) => {
      const { worker } = line
      return look(() => {
        const token = tokens.get(name)
        akamai.heard.set(`${worker} ${name}`, token === undefined ? 'absent' : 'found')
        return token === undefined ? { kind: 'absent' } : { kind: 'found', token: seen(token) }
      })
    },
    createToken: ({ name, scope }) =>
      act((sender) => {
        if (tokens.has(name)) return { kind: 'name-taken' } as const
        options.onEffect({ ...sender, kind: 'create', name }, akamai)
        const token = { name, uuid: options.uuidOf(name), expiry: '9999-12-31', scope }
        tokens.set(name, token)
        readyAt.set(name, options.now() + options.tokenMs)
        return { kind: 'created', token: seen(token) } as const
      }),
    refreshToken: (name) =>
      act((sender) => {
        options.onEffect({ ...sender, kind: 'refresh', name }, akamai)
        const token = tokens.get(name)
        if (token === undefined) throw new Error(`there is no ${name}`)
        const latestRefreshDate = new Date(options.now()).toISOString().slice(0, 10)
        tokens.set(name, { ...token, latestRefreshDate })
        readyAt.set(name, options.now() + options.tokenMs)
        return seen({ ...token, latestRefreshDate })
      }),
    revokeToken: (name) =>
      act((sender) => {
        if (!tokens.has(name)) return 'absent' as const
        options.onEffect({ ...sender, kind: 'revoke', name }, akamai)
        tokens.delete(name)
        return 'revoked' as const
      }),
    listNamespaces: () => look(() => [{ name: 'shop' }, { name: 'cart' }]),
    listGroups: () => look(() => []),
  }
}
