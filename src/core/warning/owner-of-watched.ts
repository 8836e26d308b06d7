import type { Owner } from '../people/owner.ts'
import { ownerOf } from '../people/owner-of.ts'
import { subjectOf } from '../people/subject-of.ts'
import type { WarningSettings } from './warning-settings.ts'
import type { Watched } from './watched.ts'

/** The owner of a token as far as warnings go: access groups of the EdgeWorkers that use it count too. */
export const ownerOfWatched = (
  {
    account,
    token,
    namespaces,
    groups,
    networks = [],
  }: Pick<Watched, 'account' | 'token' | 'namespaces' | 'groups' | 'networks'>,
  { owners }: Pick<WarningSettings, 'owners'>,
): Owner => ownerOf(owners, subjectOf({ account, name: token, namespaces, groups, networks }))
