import { expect, test } from 'vitest'
import { learningDirectory } from '../../src/app/learning-directory.ts'
import { personOf } from '../../src/core/people/person-of.ts'

const base = {
  people: [
    { name: 'ana', slack: 'UANA', email: 'ana@example.com' },
    { name: 'ben', email: 'ben@example.com' },
    { name: 'gus' },
  ],
  workspaces: { slack: 'T1', teams: 'tenant' },
  mapByEmail: true,
}
const slack = (user: string) => ({ platform: 'slack', workspace: 'T1', user }) as const
const teams = (user: string) => ({ platform: 'teams', workspace: 'tenant', user }) as const

const create = (more: object = {}) => {
  const clock = { at: 0 }
  return { clock, directory: learningDirectory({ ...base, ...more }, () => clock.at) }
}

test('an account that was found to be somebody’s is theirs for an hour, on that platform alone', () => {
  const { clock, directory } = create()
  expect(personOf(directory, slack('UBEN')).linked).toBe(false)
  directory.learn?.('ben', slack('UBEN'))
  expect(personOf(directory, slack('UBEN'))).toMatchObject({ id: 'person:ben', identities: [slack('UBEN')] })
  expect(personOf(directory, teams('UBEN')).linked).toBe(false)
  clock.at = 3_599_999
  expect(personOf(directory, slack('UBEN')).linked).toBe(true)
  clock.at = 3_600_000
  expect(personOf(directory, slack('UBEN')).linked).toBe(false)
})

test('what is configured stays, no account is two people, and strangers are not learned', () => {
  const { directory } = create()
  directory.learn?.('ana', slack('UFAKE'))
  directory.learn?.('ben', slack('UANA'))
  directory.learn?.('nobody', slack('UX'))
  expect(directory.people).toEqual(base.people)
  directory.learn?.('ben', teams('oid-ben'))
  directory.learn?.('gus', teams('oid-ben'))
  expect(personOf(directory, teams('oid-ben')).id).toBe('person:ben')
})

test('where addresses are not trusted nothing is learned at all', () => {
  const { directory } = create({ mapByEmail: false })
  expect(directory.learn).toBeUndefined()
  expect(personOf(directory, slack('UBEN'), { email: 'ben@example.com' }).linked).toBe(false)
})
