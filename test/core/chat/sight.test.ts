import { expect, test } from 'vitest'
import { kinOf } from '../../../src/core/chat/find-token.ts'
import { acquaintance, sight } from '../../../src/core/chat/sight.ts'
import type { Inventory } from '../../../src/core/inventory/inventory.ts'
import type { Match, Owner } from '../../../src/core/people/owner.ts'
import { personOf } from '../../../src/core/people/person-of.ts'
import { directory, groupsOf, slack } from '../people/people.ts'

const groups = [{ name: 'crew', people: [], slackUserGroup: 'S1' }]
const owner = (match: Match, facts: Partial<Owner> = {}): Owner => ({
  ...{ match, team: 'marketing', approvers: 'nobody', members: 'crew', visibleTo: ['members'] },
  ...facts,
})

/** Somebody who looks at tokens while the group can be asked only whether they belong to it. */
const reader = (user: string, owners: readonly Owner[]) => {
  const person = personOf(directory, slack(user))
  if (person === undefined) throw new Error('no such person')
  const { port } = groupsOf({ S1: ['UZOE'] }, true)
  return { person, tools: { owners, resolving: { groups, port, directory } } }
}

test('members of a group that cannot be listed see its tokens, and nobody else does', async () => {
  const owners = [owner({})]
  const sees = async (user: string) => (await sight(reader(user, owners)))('acme', { name: 'mkt_a', groups: [] })?.team
  expect([await sees('UZOE'), await sees('UANA')]).toEqual(['marketing', undefined])
})

test('those who may ask know of an owner whose tokens they are not shown', async () => {
  const unseen = owner({}, { visibleTo: ['approvers'] })
  const knows = async (user: string) => (await acquaintance(reader(user, [unseen])))(unseen)
  expect([await knows('UZOE'), await knows('UANA')]).toEqual([true, false])
})

test('the lineage of a token names none that the person may not see', async () => {
  const token = (name: string, namespace: string) => ({
    ...{ name, uuid: name, expiry: '9999-12-31', expired: false },
    scope: { namespaces: { [namespace]: ['r'] as const }, networks: ['STAGING'] as const, edgeWorkerIds: [] },
  })
  const own = token('mkt_a_r3', 'marketing')
  const inventory: Inventory = {
    ...{ account: 'acme', scannedAt: 0, usages: [], edgeWorkers: [], problems: [], errors: [] },
    tokens: [token('mkt_a', 'secret'), token('mkt_a_r2', 'marketing'), own],
    history: ['mkt_a_r1', 'other'],
  }
  const secret = owner({ namespace: 'secret' }, { team: 'secret', visibleTo: [] })
  const theirs = owner({ namespace: 'marketing' })
  const who = reader('UZOE', [secret, theirs, owner({}, { visibleTo: [] })])
  expect(await kinOf(who, { account: 'acme', token: own, owner: theirs, inventory })).toEqual(['mkt_a_r2', 'mkt_a_r1'])
})
