import { createHash } from 'node:crypto'

/** SHA-256 (hex) of a token value: recognises a value without keeping it. */
export const fingerprint = (value: string): string => createHash('sha256').update(value).digest('hex')
