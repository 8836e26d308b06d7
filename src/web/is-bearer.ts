import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../core/token/secret.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether an `Authorization` header carries this secret. Takes the same time whatever it carries. */
export const isBearer = (header: string | undefined, secret: Secret): boolean => {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(secret.reveal()))
}
