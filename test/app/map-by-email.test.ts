import { expect, test } from 'vitest'
import { mapByEmail } from '../../src/app/map-by-email.ts'

const lookup = (ids: Readonly<Record<string, string>>) => async (email: string) => ids[email]

test('people without an id are found by their address; ids of the file stay, and no account is two people', async () => {
  const people = [
    { name: 'ana', email: 'ana@example.com' },
    { name: 'ben', slack: 'U0BEN', email: 'ben@example.com' },
    { name: 'cho', email: 'cho@example.com' },
    { name: 'dee', email: 'dee@example.com', teams: 'oid-dee' },
    { name: 'gus' },
  ]
  const slack = lookup({
    'ana@example.com': 'U0ANA',
    'ben@example.com': 'U0OTHER',
    'cho@example.com': 'U0BEN',
    'dee@example.com': 'U0ANA',
  })
  expect(await mapByEmail(people, { slack })).toEqual([
    { name: 'ana', email: 'ana@example.com', slack: 'U0ANA' },
    people[1],
    people[2],
    people[3],
    people[4],
  ])
})

test('a platform that tells nothing maps nobody', async () => {
  const people = [{ name: 'ana', email: 'ana@example.com' }]
  expect(await mapByEmail(people, { slack: lookup({}) })).toEqual(people)
  expect(await mapByEmail(people, {})).toEqual(people)
})
