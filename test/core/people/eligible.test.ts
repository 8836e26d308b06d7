import { describe, expect, test } from 'vitest'
import { type Electorate, eligible, mostTogether, whyIneligible } from '../../../src/core/people/eligible.ts'
import { groupMembers, membershipOf } from '../../../src/core/people/group-members.ts'
import { mayAsk } from '../../../src/core/people/may-ask.ts'
import { maySee } from '../../../src/core/people/may-see.ts'
import type { Person } from '../../../src/core/people/person.ts'
import { personOf } from '../../../src/core/people/person-of.ts'
import { directory, groupsOf, slack, teams } from './people.ts'

const groups = [
  { name: 'approvers', people: ['ana', 'ben'] },
  { name: 'slackers', people: [], slackUserGroup: 'S1' },
  { name: 'entra', people: [], teamsGroup: 'G1' },
  { name: 'both', people: ['ben'], slackUserGroup: 'S1', teamsGroup: 'GONE' },
]
const { port } = groupsOf({ S1: ['UANA', 'UZOE', 'UBEN'], G1: ['oid-ana', 'oid-new'] })
const how = { groups, port, directory, fresh: true }
const [ana, ben, zoe] = ['UANA', 'UBEN', 'UZOE'].map((user) => personOf(directory, slack(user)))
if (!ana || !ben || !zoe) throw new Error('three people')

describe('a group', () => {
  test('is its named people and those of its platform groups, each once', async () => {
    const members = await groupMembers('both', how)
    expect(members.people.map(({ id }) => id)).toEqual(['person:ben', 'person:ana', 'slack:T1/UZOE'])
  })

  test('that cannot be read is nobody, and says which platform', async () => {
    expect(await groupMembers('both', how)).toMatchObject({ unreadable: ['teams'] })
    expect(await groupMembers('slackers', { ...how, port: groupsOf({}).port })).toEqual({
      group: 'slackers',
      people: [],
      unreadable: ['slack'],
    })
  })

  test('of a platform that is not connected is nobody', async () => {
    const alone = { ...how, directory: { ...directory, workspaces: { slack: 'T1' } } }
    expect(await groupMembers('entra', alone)).toMatchObject({ people: [], unreadable: ['teams'] })
  })

  test('that cannot be listed still knows the people in question', async () => {
    const unlisted = { ...how, port: groupsOf({ G1: ['oid-ana'] }, true).port }
    const members = await groupMembers('entra', unlisted, [ana, ben])
    expect(members.people.map(({ name }) => name)).toEqual(['ana'])
  })

  test('is asked anew where a decision depends on it', async () => {
    const counted = groupsOf({ S1: [] })
    await groupMembers('slackers', { ...how, port: counted.port })
    await groupMembers('slackers', { ...how, port: counted.port, fresh: false })
    expect(counted.calls).toEqual([true, false])
  })

  test('may be a single person where a setting names one, and is nobody where nothing has that name', async () => {
    expect((await groupMembers('ana', how)).people.map(({ id }) => id)).toEqual(['person:ana'])
    expect((await groupMembers('constructor', how)).people).toEqual([])
  })
})

describe('asking and seeing', () => {
  const owner = { members: 'slackers', approvers: 'approvers', visibleTo: ['members', 'approvers'] }

  test('members ask, others do not, everyone is everyone', async () => {
    const membership = await membershipOf(['slackers'], how)
    const dee = personOf(directory, slack('UDEE'))
    expect([zoe, dee].map((person) => mayAsk(owner, person, membership))).toEqual([true, false])
    expect(mayAsk({ members: 'everyone' }, dee, {})).toBe(true)
    expect(mayAsk(owner, zoe, {})).toBe(false)
  })

  test('members, approvers, named groups and admins see; nobody else does', async () => {
    const membership = await membershipOf(['slackers', 'approvers', 'entra'], how)
    const dee = personOf(directory, slack('UDEE'))
    const fresh = personOf(directory, teams('oid-new'))
    const sees = (visibleTo: string[], admins?: string) =>
      [ana, ben, zoe, dee, fresh].map((person) => maySee({ ...owner, visibleTo }, person, membership, admins))
    expect(sees(['members', 'approvers'])).toEqual([true, true, true, false, false])
    expect(sees(['approvers'])).toEqual([true, true, false, false, false])
    expect(sees(['entra'])).toEqual([true, false, false, false, true])
    expect(sees([])).toEqual([false, false, false, false, false])
    expect(sees([], 'approvers')).toEqual([true, true, false, false, false])
  })
})

describe('a vote', () => {
  const electorate = async (change: Partial<Electorate> = {}): Promise<Electorate> => ({
    approvers: await groupMembers('slackers', how),
    asker: { person: ana, platform: 'slack' },
    selfApproval: false,
    others: [],
    ...change,
  })

  test('counts from an approver who did not ask', async () => {
    expect(whyIneligible({ person: ben, platform: 'slack' }, await electorate())).toBeUndefined()
  })

  test('does not count from anybody else, and says which group could not be read', async () => {
    const unread = await groupMembers('slackers', { ...how, port: groupsOf({}).port })
    expect(whyIneligible({ person: ben, platform: 'slack' }, await electorate({ approvers: unread }))).toEqual({
      kind: 'not-an-approver',
      group: 'slackers',
      unreadable: ['slack'],
    })
  })

  test('does not count from the asker, whichever platform it comes from', async () => {
    for (const platform of ['slack', 'teams'] as const) {
      expect(whyIneligible({ person: ana, platform }, await electorate())?.kind).toBe('own-request')
    }
  })

  test('counts from the asker where the policy says so', async () => {
    const own = await electorate({ selfApproval: true })
    expect(whyIneligible({ person: ana, platform: 'slack' }, own)).toBeUndefined()
  })

  test('from another platform counts only between linked people', async () => {
    const inTeams = personOf(directory, teams('oid-new'))
    const approvers = await groupMembers('entra', how)
    const asked = await electorate({ approvers, asker: { person: ben, platform: 'slack' } })
    expect(whyIneligible({ person: inTeams, platform: 'teams' }, asked)).toMatchObject({
      kind: 'not-linked',
      unlinked: { id: 'teams:tenant/oid-new' },
    })
    expect(whyIneligible({ person: ana, platform: 'teams' }, asked)).toBeUndefined()
  })

  test('is compared with the voters before it as well', async () => {
    const voted = await electorate({ others: [{ person: zoe, platform: 'slack' }] })
    expect(whyIneligible({ person: ben, platform: 'teams' }, voted)).toMatchObject({
      kind: 'not-linked',
      unlinked: { id: 'slack:T1/UZOE' },
    })
  })

  test('is asked of everybody who could cast it, and of nobody else', async () => {
    expect(eligible(await electorate()).map(({ name }) => name)).toEqual(['UZOE', 'ben'])
    expect(eligible(await electorate({ approvers: { group: 'x', people: [ana], unreadable: [] } }))).toEqual([])
    const withoutAccount = { ...ben, identities: [] }
    expect(eligible(await electorate({ approvers: { group: 'x', people: [withoutAccount], unreadable: [] } }))).toEqual(
      [],
    )
  })

  test('counts beside others: as many as one platform has, or as many as are linked, whichever is more', async () => {
    const [slackOnly, second, third] = ['U1', 'U2', 'U3'].map((user) => personOf(directory, slack(user)))
    const [teamsOnly, other] = ['oid-1', 'oid-2'].map((user) => personOf(directory, teams(user)))
    const [twoA, twoB] = ['oid-a', 'oid-b'].map((user) => personOf(directory, teams(user)))
    const together = async (people: readonly (Person | undefined)[], asker: Electorate['asker']) =>
      mostTogether(
        await electorate({
          approvers: { group: 'x', people: people.filter((one) => one !== undefined), unreadable: [] },
          asker,
        }),
      )
    const linked = { person: ana, platform: 'slack' } as const
    expect(await together([], linked)).toBe(0)
    expect(await together([slackOnly, teamsOnly], linked)).toBe(1)
    expect(await together([slackOnly, second, third, teamsOnly, other], linked)).toBe(3)
    expect(await together([slackOnly, ben, twoA], linked)).toBe(2)
    expect(await together([teamsOnly, ben, twoA, twoB], linked)).toBe(3)
    expect(await together([teamsOnly, other, ben, twoA], { person: ana, platform: 'teams' })).toBe(3)
    expect(await together([slackOnly, teamsOnly, ben, twoA, ana], linked)).toBe(2)
    expect(await together([slackOnly, teamsOnly, ben, twoA, twoB], { person: zoe, platform: 'slack' })).toBe(2)
  })
})
