import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { identity } from '../world/identity.ts'

/** Signs as the Bot Connector does. `change`: other claims; `kid`: the key that the header names. */
export type Sign = (change?: Readonly<Record<string, unknown>>, kid?: string) => Promise<string>

const keySet = async (publicKey: CryptoKey) => {
  const jwk = { ...(await exportJWK(publicKey)), use: 'sig' }
  return {
    keys: [
      { ...jwk, kid: 'sandbox', endorsements: ['msteams'] },
      { ...jwk, kid: 'unendorsed', endorsements: ['webchat'] },
    ],
  }
}

/** A key pair of this sandbox: its public side as OpenID publishes it, and the pen. */
export const createSigning = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const signFor =
    (serviceUrl: () => string): Sign =>
    (change = {}, kid = 'sandbox') => {
      const now = Math.floor(Date.now() / 1_000)
      const times = { iat: now, nbf: now - 60, exp: now + 600 }
      const claims = { iss: 'https://api.botframework.com', aud: identity.appId, serviceurl: serviceUrl(), ...times }
      return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
    }
  return { keys: await keySet(publicKey), signFor }
}
