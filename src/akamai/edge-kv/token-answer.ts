import { z } from 'zod'
import { fingerprint } from '../../core/token/fingerprint.ts'
import type { Scope } from '../../core/token/scope.ts'
import { Secret } from '../../core/token/secret.ts'
import type { TokenRow } from '../../core/token/token.ts'
import { flag, list, maybe, text } from '../lenient.ts'
import { present } from '../present.ts'
import { scopeOfClaims } from './claims-scope.ts'
import { edgeWorkerIds, rights } from './scope-parts.ts'

/** `YYYY-MM-DD`, cut from a longer date. */
const date = z.string().transform((value) => /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? value)

const row = z.object({
  name: z.string(),
  uuid: z.string(),
  expiry: date,
  issueDate: maybe(date),
  latestRefreshDate: maybe(date),
  nextScheduledRefreshDate: maybe(date),
  tokenActivationStatus: maybe(z.string()),
})

const rowOf = (raw: z.output<typeof row>): TokenRow =>
  present({
    name: raw.name,
    uuid: raw.uuid,
    expiry: raw.expiry,
    issueDate: raw.issueDate,
    latestRefreshDate: raw.latestRefreshDate,
    nextScheduledRefreshDate: raw.nextScheduledRefreshDate,
    activationStatus: raw.tokenActivationStatus,
  })

/** `GET /tokens`. */
export const tokenList = z.object({ tokens: list(row.transform(rowOf)) }).transform(({ tokens }) => tokens)

const single = row.extend({
  allowOnStaging: maybe(flag),
  allowOnProduction: maybe(flag),
  namespacePermissions: maybe(z.record(z.string(), rights)),
  restrictToEdgeWorkerIds: maybe(z.union([z.array(text), text.transform((ids) => ids.split(','))])),
  value: maybe(z.string()),
})

const toldScope = (raw: z.output<typeof single>): Scope | undefined => {
  const { allowOnStaging, allowOnProduction, namespacePermissions } = raw
  if (namespacePermissions === undefined || (allowOnStaging === undefined && allowOnProduction === undefined))
    return undefined
  return {
    namespaces: namespacePermissions,
    networks: [
      ...(allowOnStaging === true ? (['STAGING'] as const) : []),
      ...(allowOnProduction === true ? (['PRODUCTION'] as const) : []),
    ],
    edgeWorkerIds: edgeWorkerIds(raw.restrictToEdgeWorkerIds),
  }
}

/** A single token as answered. The value is wrapped here and nowhere kept as text. */
export interface TokenAnswer {
  readonly row: TokenRow
  /** From the answer, else from the value's claims; undefined when neither tells it. */
  readonly scope: Scope | undefined
  readonly value: Secret | undefined
  readonly fingerprint: string | undefined
}

/** `POST /tokens`, `GET /tokens/{name}`, `POST /tokens/{name}/refresh`. */
export const tokenAnswer = single.transform((raw): TokenAnswer => {
  const value = raw.value === undefined || raw.value === '' ? undefined : raw.value
  return {
    row: rowOf(raw),
    scope: toldScope(raw) ?? (value === undefined ? undefined : scopeOfClaims(value)),
    value: value === undefined ? undefined : Secret.of(value),
    fingerprint: value === undefined ? undefined : fingerprint(value),
  }
})
