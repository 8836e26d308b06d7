import { maxSkewMs } from './verify-signature.ts'

/** Remembers nonces for as long as their timestamp could still be accepted. */
export interface SeenNonces {
  /** False when this client has used the nonce before. */
  claim(clientToken: string, nonce: string, wallMs: number): boolean
}

export const createSeenNonces = (): SeenNonces => {
  const seen = new Map<string, number>()
  return {
    claim: (clientToken, nonce, wallMs) => {
      for (const [key, until] of seen) {
        if (until > wallMs) break
        seen.delete(key)
      }
      const key = `${clientToken} ${nonce}`
      if (seen.has(key)) return false
      seen.set(key, wallMs + 2 * maxSkewMs)
      return true
    },
  }
}
