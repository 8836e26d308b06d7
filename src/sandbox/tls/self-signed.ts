import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import * as der from './der.ts'

export interface Certificate {
  /** PEM. */
  readonly cert: string
  readonly key: string
}

const ecdsaWithSha256 = der.sequence(der.objectId('2a8648ce3d040302'))
const commonName = '550403'
const subjectAltName = '551d11'
const basicConstraints = '551d13'
const yearMs = 365 * 86_400_000

/** A certificate for `localhost` and 127.0.0.1 that is its own authority, for one run of the sandbox. */
export const selfSigned = (now: number): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = der.sequence(der.set(der.sequence(der.objectId(commonName), der.utf8String('localhost'))))
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    der.sequence(der.utcTime(new Date(now - 86_400_000)), der.utcTime(new Date(now + yearMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(altNames(), authority())),
  )
  const certificate = der.sequence(toBeSigned, ecdsaWithSha256, der.bitString(sign('sha256', toBeSigned, privateKey)))
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

const altNames = (): Buffer => {
  const names = der.sequence(
    der.plainTagged(2, Buffer.from('localhost')),
    der.plainTagged(7, Buffer.from([127, 0, 0, 1])),
  )
  return der.sequence(der.objectId(subjectAltName), der.octetString(names))
}

const authority = (): Buffer =>
  der.sequence(der.objectId(basicConstraints), der.yes, der.octetString(der.sequence(der.yes)))

const pem = (bytes: Buffer): string => {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
