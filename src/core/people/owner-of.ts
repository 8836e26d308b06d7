import { matches, type Subject } from './matches.ts'
import type { Owner } from './owner.ts'

/** The first owner that matches. Throws where none does: the configuration's last one matches everything. */
export const ownerOf = (owners: readonly Owner[], subject: Subject): Owner => {
  const owner = owners.find(({ match }) => matches(match, subject))
  if (owner === undefined) throw new Error(`no owner matches a token of account ${subject.account}`)
  return owner
}
