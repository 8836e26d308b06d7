import { dateOf, dayMs } from '../clock/dates.ts'
import { makeToken, neverExpires } from '../edgekv/make-token.ts'
import { changeSettings } from './account-settings.ts'
import type { Labels } from './build-bundle.ts'
import { addEdgeWorkers } from './build-edge-workers.ts'
import type { Account, Generation, NextId, Token, World } from './world.ts'
import { type FullAccountSeed, type FullTokenSeed, type WorldSeed, worldSeed } from './world-types.ts'

/** A running world from a seed. Throws with a readable message when the seed is not one. */
export const buildWorld = (seed: WorldSeed, now: number): World => {
  const nextId: NextId = { change: 1001, edgeWorker: 9001 }
  const accounts = worldSeed.parse(seed).accounts.map((account, index) => buildAccount(account, index, nextId, now))
  return { accounts, nextId }
}

const buildAccount = (seed: FullAccountSeed, index: number, nextId: NextId, now: number): Account => {
  const generation = seed.generation === undefined ? {} : { generation: seed.generation }
  const account: Account = {
    name: seed.name,
    accountId: seed.accountId ?? `A-SANDBOX-${index + 1}`,
    switchKey: seed.switchKey,
    settings: changeSettings(undefined, { ...seed.settings, ...generation }),
    contracts: seed.contracts,
    groups: seed.groups,
    namespaces: seed.namespaces,
    tokens: [],
    edgeWorkers: new Map(),
    pending: new Set(),
    holds: [],
    spent: { activations: [], uploads: [], ids: [] },
  }
  const labels = new Map(seed.tokens.map((token) => [token.label ?? token.name, addToken(account, token, now)]))
  addEdgeWorkers(account, seed.edgeWorkers, labels satisfies Labels, nextId, now)
  return account
}

const addToken = (account: Account, seed: FullTokenSeed, now: number): Token => {
  const generation = seed.generation ?? account.settings.generation
  const createdAt = seed.issued === undefined ? now - 60 * dayMs : Date.parse(seed.issued)
  const token = makeToken(account, {
    name: seed.name,
    generation,
    expiry: expiryOf(seed, generation, now),
    permissions: seed.permissions,
    networks: seed.networks,
    restrictTo: seed.restrictTo,
    createdAt,
    completeAt: seed.status === 'COMPLETE' ? createdAt : Number.POSITIVE_INFINITY,
    failed: seed.status === 'ERROR',
    ...(seed.uuid === undefined ? {} : { uuid: seed.uuid }),
  })
  if (seed.revoked) token.revokedAt = now - dayMs
  Object.assign(token.refresh, {
    latest: seed.latestRefresh ?? null,
    next: seed.nextRefresh ?? token.refresh.next,
    overdue: seed.overdue,
  })
  account.tokens.push(token)
  return token
}

const expiryOf = (seed: FullTokenSeed, generation: Generation, now: number): string =>
  generation === 'auto-refreshing' ? neverExpires : (seed.expiry ?? dateOf(now + 90 * dayMs))
