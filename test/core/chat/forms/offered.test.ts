import { describe, expect, test } from 'vitest'
import { offered } from '../../../../src/core/chat/forms/offered.ts'
import { ownerOfToken } from '../../../../src/core/chat/sight.ts'
import type { Inventory, InventoryToken } from '../../../../src/core/inventory/inventory.ts'
import type { Match, Owner } from '../../../../src/core/people/owner.ts'
import { usageOf } from '../../inventory/support/usage-of.ts'

const space = (name: string, groupId?: number) => ({
  name,
  network: 'STAGING' as const,
  ...(groupId === undefined ? {} : { groupId }),
})
const worker = (id: string, groupId: number) => ({ id, name: `name-of-${id}`, groupId, active: {} })
const token = (name: string, namespace: string, edgeWorkerIds: readonly string[] = []): InventoryToken => ({
  ...{ name, uuid: name, expiry: '9999-12-31', expired: false },
  scope: { namespaces: { [namespace]: ['r'] }, networks: ['STAGING'], edgeWorkerIds },
})
const inventory = (facts: Partial<Inventory>): Inventory => ({
  ...{ account: 'acme', scannedAt: 0, tokens: [], usages: [], edgeWorkers: [], problems: [], errors: [], history: [] },
  ...facts,
})
const owner = (team: string, match: Match): Owner => ({ team, match, approvers: 'a', members: 'm', visibleTo: [] })
const everybody = owner('everybody', {})

/** What somebody is offered who may know of everybody's tokens and of those of these teams. */
const offeredTo = (teams: readonly string[], known: Inventory, ...owners: readonly Owner[]) => {
  const tools = { owners: [...owners, everybody] }
  const { namespaces, edgeWorkers } = offered(known, known.namespaces ?? [], {
    ownerOf: (one) => ownerOfToken(tools, 'acme', one),
    mayKnow: ({ team }) => ['everybody', ...teams].includes(team),
  })
  return [...namespaces, ...edgeWorkers.map(({ id }) => id)]
}

const tills = owner('tills', { token: 'chk_*' })
const acme = inventory({
  tokens: [token('chk_cart', 'checkout', ['1']), token('mkt_a', 'marketing')],
  usages: [{ ...usageOf('chk_cart', 'chk_cart'), edgeWorkerId: '2' }],
  namespaces: [space('checkout', 7), space('tills', 7), space('marketing', 8), space('news', 8), space('none', 0)],
  edgeWorkers: [worker('1', 7), worker('2', 7), worker('3', 7), worker('4', 8)],
})

describe('the form of a new token offers', () => {
  test('nothing of an access group all of whose known tokens are hidden from the person', () => {
    expect(offeredTo([], acme, tills)).toEqual(['marketing', 'news', 'none', '4'])
    expect(offeredTo(['tills'], acme, tills)).toHaveLength(9)
  })

  test('no more than what the tokens that somebody sees tell of, where a group is shared', () => {
    const shared = inventory({ ...acme, tokens: [...acme.tokens, token('any', 'default', ['3'])] })
    expect(offeredTo([], shared, tills)).toEqual(['tills', 'marketing', 'news', 'none', '3', '4'])
  })

  test.each<[Match]>([[{ namespace: 'secret' }], [{ group: '9' }]])('to those of %j alone what is theirs', (match) => {
    const fresh = inventory({ namespaces: [space('secret', 9)], edgeWorkers: [worker('5', 9)] })
    expect(offeredTo([], fresh, owner('theirs', match))).not.toContain('secret')
    expect(offeredTo(['theirs'], fresh, owner('theirs', match))).toContain('secret')
  })

  test('their own namespace also to those who may see no token of it yet', () => {
    expect(offeredTo(['theirs'], acme, tills, owner('theirs', { namespace: 'checkout' }))).toContain('checkout')
  })
})
