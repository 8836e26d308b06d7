import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Binding } from './plan.ts'

/** SHA-256 (hex) of the binding part's RFC 8785 JSON: what is approved. */
export const digestOf = (binding: Binding): string =>
  createHash('sha256')
    .update(canonicalize(binding) ?? '')
    .digest('hex')
