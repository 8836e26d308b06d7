import { isMap } from '../bundle/evaluate-token-file.ts'
import { jsonOf } from '../http/json-of.ts'
import type { Account, Network } from '../world/world.ts'
import { hasDuplicateKey } from './duplicate-key.ts'
import { badInput, edgeKvProblem } from './edgekv-problem.ts'
import { readPermissions } from './read-permissions.ts'
import { type Reading, refused } from './reading.ts'

/** What a POST /tokens asks for, apart from the rules of generations. */
export interface AskedToken {
  readonly name: string
  readonly networks: readonly Network[]
  readonly permissions: Readonly<Record<string, readonly string[]>>
  readonly restrictTo: readonly string[] | undefined
  /** As sent; the command line sends an empty one. */
  readonly expiry: string
}

const known = new Set([
  'name',
  'allowOnProduction',
  'allowOnStaging',
  'namespacePermissions',
  'restrictToEdgeWorkerIds',
  'restrictToEwids',
  'expiry',
])

export const isTokenName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/.test(name)

export const readTokenOrder = (body: Uint8Array, account: Account): Reading<AskedToken> => {
  const sent = readObject(body)
  if (sent === undefined) {
    const text = 'The JSON request body contained a syntax error or duplicate attributes.'
    return refused(edgeKvProblem(422, 'EKV_2001', text))
  }
  const unknown = Object.keys(sent).find((key) => !known.has(key))
  if (unknown !== undefined) return refused(badInput(`Unknown attribute ${unknown.slice(0, 40)}.`))
  const { name, expiry } = sent
  if (typeof name !== 'string' || !isTokenName(name)) return refused(badInput('Name contains invalid characters.'))
  if (expiry !== undefined && typeof expiry !== 'string') return refused(badInput('Invalid expiry'))
  const networks = readNetworks(sent)
  if (networks === undefined) return refused(badInput('Token must be allowed on staging or production.'))
  const permissions = readPermissions(sent['namespacePermissions'], account, networks)
  if (permissions.kind === 'refused') return permissions
  const ids = readIds(sent['restrictToEdgeWorkerIds'])
  const otherIds = readIds(sent['restrictToEwids'])
  if (ids === 'bad' || otherIds === 'bad') return refused(badInput('Invalid EdgeWorker IDs'))
  const restrictTo = ids ?? (account.settings.honourRestrictToEwids ? otherIds : undefined)
  return { kind: 'read', value: { name, networks, permissions: permissions.value, restrictTo, expiry: expiry ?? '' } }
}

const readObject = (body: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
  const sent = jsonOf(body)
  return isMap(sent) && !hasDuplicateKey(Buffer.from(body).toString('utf8')) ? sent : undefined
}

/** Akamai's own samples send booleans as text. */
const readFlag = (value: unknown): boolean | undefined => {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

const readNetworks = (sent: Readonly<Record<string, unknown>>): Network[] | undefined => {
  const staging = readFlag(sent['allowOnStaging'])
  const production = readFlag(sent['allowOnProduction'])
  if (staging === undefined || production === undefined || !(staging || production)) return undefined
  const networks: Network[] = []
  if (staging) networks.push('STAGING')
  if (production) networks.push('PRODUCTION')
  return networks
}

/** At most eight IDs, as text; the literal `all` is no restriction. */
const readIds = (value: unknown): readonly string[] | undefined | 'bad' => {
  if (value === undefined) return undefined
  if (!Array.isArray(value) || value.length > 8) return 'bad'
  const ids: string[] = []
  for (const id of value) {
    if (id === 'all') return undefined
    if (typeof id !== 'string' || !/^\d{1,12}$/.test(id)) return 'bad'
    ids.push(id)
  }
  return ids.length === 0 ? undefined : ids
}
