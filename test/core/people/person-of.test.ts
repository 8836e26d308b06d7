import { describe, expect, test } from 'vitest'
import { personOf } from '../../../src/core/people/person-of.ts'
import { canBeTold, samePerson } from '../../../src/core/people/same-person.ts'
import { directory, slack, teams } from './people.ts'

describe('a chat account', () => {
  test('of a configured person is that person, on both platforms', () => {
    const [fromSlack, fromTeams] = [personOf(directory, slack('UANA')), personOf(directory, teams('oid-ana'))]
    expect(fromSlack).toEqual({
      id: 'person:ana',
      name: 'ana',
      linked: true,
      identities: [slack('UANA'), teams('oid-ana')],
    })
    expect(fromTeams).toEqual(fromSlack)
  })

  test('that nobody configured is a person of that account alone', () => {
    expect(personOf(directory, slack('UZOE'), { displayName: 'Zoe' })).toEqual({
      id: 'slack:T1/UZOE',
      name: 'Zoe',
      linked: false,
      identities: [slack('UZOE')],
    })
  })

  test('with a configured id from another workspace or tenant is not that person', () => {
    expect(personOf(directory, slack('UANA', 'T2')).linked).toBe(false)
    expect(personOf(directory, teams('oid-ana', 'other')).linked).toBe(false)
    expect(personOf({ ...directory, workspaces: {} }, slack('UANA')).linked).toBe(false)
  })

  test('is not found by its e-mail address unless that is switched on', () => {
    expect(personOf(directory, teams('oid-ben'), { email: 'ben@example.com' }).linked).toBe(false)
    const trusting = { ...directory, mapByEmail: true }
    expect(personOf(trusting, teams('oid-ben'), { email: 'BEN@example.com' })).toMatchObject({
      id: 'person:ben',
      identities: [slack('UBEN'), teams('oid-ben')],
    })
  })

  test.each([
    ['two people have', slack('UTWO'), 'two@example.com'],
    ['belongs to somebody with another account there', slack('UFAKE'), 'ana@example.com'],
    ['is of another workspace', slack('UBEN2', 'T2'), 'ben@example.com'],
    ['is nobody', slack('UX'), ''],
  ])('is nobody configured by an address that %s', (_, identity, email) => {
    expect(personOf({ ...directory, mapByEmail: true }, identity, { email }).linked).toBe(false)
  })
})

describe('two people', () => {
  const ana = personOf(directory, slack('UANA'))
  const zoe = personOf(directory, slack('UZOE'))
  const ben = personOf(directory, slack('UBEN'))

  test('are the same by id or by one account in common', () => {
    expect(samePerson(ana, personOf(directory, teams('oid-ana')))).toBe(true)
    expect(samePerson(zoe, { ...zoe, id: 'person:zoe', linked: true })).toBe(true)
    expect(samePerson(ana, zoe)).toBe(false)
  })

  test('on different platforms can be told apart only when each is linked', () => {
    const inTeams = { person: personOf(directory, teams('oid-unknown')), platform: 'teams' } as const
    expect(canBeTold({ person: ana, platform: 'slack' }, inTeams)).toBe(false)
    expect(canBeTold({ person: ben, platform: 'slack' }, { person: ana, platform: 'teams' })).toBe(true)
    expect(canBeTold({ person: zoe, platform: 'slack' }, { person: ben, platform: 'slack' })).toBe(true)
  })
})
