import { globMatches } from './glob-matches.ts'
import type { Match } from './owner.ts'

/** What is asked about: a token, or a plan's tokens and places. `groups`: access groups, by id and by name. */
export interface Subject {
  readonly account: string
  /** Every name in question; for a replacement also the name it replaces. */
  readonly tokens: readonly string[]
  readonly namespaces: readonly string[]
  readonly groups: readonly string[]
}

const anyMatches = (glob: string | undefined, names: readonly string[]): boolean =>
  glob === undefined || names.some((name) => globMatches(glob, name))

/** True when every field given matches; of several namespaces, groups or names one is enough. */
export const matches = (match: Match, subject: Subject): boolean =>
  anyMatches(match.account, [subject.account]) &&
  anyMatches(match.token, subject.tokens) &&
  anyMatches(match.namespace, subject.namespaces) &&
  anyMatches(match.group, subject.groups)
