import type { Network } from '../token/network.ts'
import { globMatches } from './glob-matches.ts'
import type { Match } from './owner.ts'

/** What is asked about: a token, or a plan's tokens and places. `groups`: ids of access groups. */
export interface Subject {
  readonly account: string
  /** Every name in question; for a replacement also the name it replaces. */
  readonly tokens: readonly string[]
  readonly namespaces: readonly string[]
  readonly groups: readonly string[]
  readonly networks: readonly Network[]
}

const anyMatches = (glob: string | undefined, names: readonly string[]): boolean =>
  glob === undefined || names.some((name) => globMatches(glob, name))

/** True when every field given matches; of several names, namespaces, groups or networks one is enough. */
export const matches = (match: Match, subject: Subject): boolean =>
  anyMatches(match.account, [subject.account]) &&
  anyMatches(match.token, subject.tokens) &&
  anyMatches(match.namespace, subject.namespaces) &&
  anyMatches(match.group, subject.groups) &&
  (match.network === undefined || subject.networks.includes(match.network))
