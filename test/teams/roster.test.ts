import { expect, test } from 'vitest'
import type { Answered, Connector } from '../../src/teams/connector.ts'
import { createRoster } from '../../src/teams/roster.ts'

const tenant = '00000000-0000-4000-8000-0000000000aa'
const absent: Answered = { kind: 'said', status: 404, code: 'MemberNotFoundInConversation' }
const member = (more: object): Answered => ({ kind: 'ok', id: '29:ana', body: { id: '29:ana', ...more } })

/** A roster whose connector answers so, and how often it was asked. */
const rosterOf = (answer: () => Answered) => {
  const clock = { at: 0, calls: 0 }
  const connector: Connector = async () => {
    clock.calls += 1
    return answer()
  }
  const roster = createRoster(connector, tenant, () => clock.at)
  return { clock, ask: (user = 'ana', where = '19:a@thread.tacv2') => roster('https://x.example', where, user) }
}

test.each([
  ['a member of our tenant', { tenantId: tenant.toUpperCase(), userRole: 'user' }, false],
  ['one of whom Teams says no more than the account', {}, false],
  ['a guest by role', { tenantId: tenant, userRole: 'guest' }, true],
  ['somebody without a sign-in', { userRole: 'anonymous' }, true],
  ['somebody of another tenant', { tenantId: 'other', userRole: 'user' }, true],
  ['a guest by name', { tenantId: tenant, userPrincipalName: 'eve_evil.example#EXT#@acme.example' }, true],
])('%s is told apart from a guest', async (_name, more, isGuest) => {
  expect(await rosterOf(() => member(more)).ask()).toEqual({ account: '29:ana', isGuest })
})

test('of a member the address is known as the tenant knows it, of a guest none', async () => {
  const email = 'ana@example.com'
  const ask = (more: object) => rosterOf(() => member({ email, ...more })).ask()
  expect(await ask({ userRole: 'user' })).toEqual({ account: '29:ana', isGuest: false, email })
  expect(await ask({ userRole: 'guest' })).toEqual({ account: '29:ana', isGuest: true })
  expect(await ask({ tenantId: 'other' })).toEqual({ account: '29:ana', isGuest: true })
  expect(await ask({ email: null })).toEqual({ account: '29:ana', isGuest: false })
})

test('a member is asked for once in ten minutes, in whatever thread of the conversation', async () => {
  const { ask, clock } = rosterOf(() => member({}))
  await ask()
  await ask('ana', '19:a@thread.tacv2;messageid=7')
  clock.at = 599_999
  await ask()
  expect(clock.calls).toBe(1)
  clock.at = 600_000
  await ask()
  expect(clock.calls).toBe(2)
})

test('one who was not there is asked for again after a minute, and may have come', async () => {
  let answer: Answered = absent
  const { ask, clock } = rosterOf(() => answer)
  expect(await ask()).toBe('absent')
  answer = member({})
  expect(await ask()).toBe('absent')
  clock.at = 60_000
  expect(await ask()).toEqual({ account: '29:ana', isGuest: false })
})

test.each<[string, Answered]>([
  ['does not answer', { kind: 'lost' }],
  ['limits us', { kind: 'limited', afterMs: 9_000 }],
  ['knows no such conversation', { kind: 'said', status: 404, code: 'ConversationNotFound' }],
  ['answers in a shape of its own', { kind: 'ok', id: undefined, body: { id: 7 } }],
])('where Teams %s, nobody is known and nothing is kept', async (_name, answer) => {
  const { ask, clock } = rosterOf(() => answer)
  expect([await ask(), await ask()]).toEqual([undefined, undefined])
  expect(clock.calls).toBe(2)
})
