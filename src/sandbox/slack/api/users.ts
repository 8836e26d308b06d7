import { stringOf } from '../json.ts'
import { describePerson } from '../world/describe.ts'
import { type Answer, type Call, done, type Method, missingArgument, refuse, tier } from './method.ts'
import { pageOf } from './page-of.ts'

const info = ({ world, args }: Call): Answer => {
  const id = stringOf(args['user'])
  if (id === undefined) return missingArgument('user')
  const person = world.state.people.get(id)
  return person === undefined ? refuse('user_not_found') : done({ user: describePerson(world, person) })
}

const list = ({ world, args }: Call): Answer => {
  const own = [...world.state.people.values()].filter(({ teamId }) => teamId === undefined)
  const page = pageOf(own, args, 1000)
  if ('ok' in page) return page
  const members = page.items.map((person) => describePerson(world, person))
  return done({ members, response_metadata: { next_cursor: page.cursor } })
}

/** Deactivated people are not found, as in Slack. */
const lookupByEmail = ({ world, args }: Call): Answer => {
  const email = stringOf(args['email'])?.toLowerCase()
  if (email === undefined) return missingArgument('email')
  const person = [...world.state.people.values()].find(
    (one) => one.email.toLowerCase() === email && one.teamId === undefined && one.deactivated !== true,
  )
  return person === undefined ? refuse('users_not_found') : done({ user: describePerson(world, person) })
}

export const usersInfo: Method = { scopes: ['users:read'], perMinute: tier.four, run: info }
export const usersList: Method = { scopes: ['users:read'], perMinute: tier.two, run: list }
export const usersLookupByEmail: Method = { scopes: ['users:read.email'], perMinute: tier.three, run: lookupByEmail }
