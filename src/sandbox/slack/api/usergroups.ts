import { flagOf, stringOf } from '../json.ts'
import { describeGroup } from '../world/describe.ts'
import { type Answer, type Call, done, type Method, missingArgument, refuse, tier } from './method.ts'

const list = ({ world, args }: Call): Answer => {
  const shown = [...world.state.groups.values()].filter(
    ({ disabled }) => disabled !== true || flagOf(args['include_disabled']),
  )
  return done({ usergroups: shown.map((group) => describeGroup(world, group, flagOf(args['include_users']))) })
}

/** People of a disabled group are listed only when asked for. */
const people = ({ world, args }: Call): Answer => {
  const id = stringOf(args['usergroup'])
  if (id === undefined) return missingArgument('usergroup')
  const group = world.state.groups.get(id)
  if (group === undefined) return refuse('no_such_subteam')
  return done({ users: group.disabled === true && !flagOf(args['include_disabled']) ? [] : group.people })
}

export const usergroupsList: Method = { scopes: ['usergroups:read'], perMinute: tier.two, run: list }
export const usergroupsUsersList: Method = { scopes: ['usergroups:read'], perMinute: tier.two, run: people }
