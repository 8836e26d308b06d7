import type { ChatIdentity, Platform } from '../people/person.ts'

/**
 * Groups that a platform keeps (Slack user groups, Entra groups). A group that cannot be read is nobody:
 * `members` gives undefined then, and callers treat that as empty and say so. A fresh `members` makes the next `isMember` of
 * that group ask anew too.
 */
export interface Groups {
  members(platform: Platform, groupId: string, fresh: boolean): Promise<readonly string[] | undefined>
  isMember(platform: Platform, groupId: string, identity: ChatIdentity, fresh: boolean): Promise<boolean>
}
