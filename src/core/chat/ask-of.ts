import type { Ask } from '../plan/ask.ts'
import type { Action } from '../plan/plan.ts'
import type { Network } from '../token/network.ts'
import { type Permission, permissions, type Scope } from '../token/scope.ts'
import type { Command, OptionValue } from './grammar/command.ts'

const isPermission = (word: string): word is Permission => permissions.some((one) => one === word)

const namespacesOf = (value: OptionValue | undefined): Pick<Scope, 'namespaces'> | undefined => {
  if (value === undefined || typeof value !== 'object' || Array.isArray(value)) return undefined
  const entries = Object.entries(value as Readonly<Record<string, readonly string[]>>)
  return { namespaces: Object.fromEntries(entries.map(([name, rights]) => [name, rights.filter(isPermission)])) }
}

const idsOf = (value: OptionValue | undefined): Pick<Scope, 'edgeWorkerIds'> | undefined => {
  if (value === 'all') return { edgeWorkerIds: [] }
  return Array.isArray(value) ? { edgeWorkerIds: value.filter((id) => id !== 'all') } : undefined
}

const networksOf = (options: Command['options'], old: readonly Network[]): Pick<Scope, 'networks'> | undefined => {
  const { staging, production } = { staging: options['staging'], production: options['production'] }
  if (staging === undefined && production === undefined) return undefined
  const allows = (said: OptionValue | undefined, network: Network) =>
    said === undefined ? old.includes(network) : said === 'allow'
  const networks: Network[] = []
  if (allows(staging, 'STAGING')) networks.push('STAGING')
  if (allows(production, 'PRODUCTION')) networks.push('PRODUCTION')
  return { networks }
}

/** What a command asks for, as the plan takes it. `old`: networks of the token it is about. */
export const askOf = (
  action: Action,
  account: string,
  token: string,
  command: Command,
  old: readonly Network[] = [],
): Ask => {
  const { options } = command
  const scope = { ...namespacesOf(options['namespace']), ...idsOf(options['ewids']), ...networksOf(options, old) }
  const expiry = options['expiry']
  return {
    action,
    account,
    token,
    ...(Object.keys(scope).length === 0 ? {} : { scope }),
    ...(typeof expiry === 'string' ? { expiry } : {}),
    ...(options['compromised'] === true ? { compromised: true } : {}),
    ...(options['replace'] === true ? { replace: true } : {}),
    ...(options['pair'] === true ? { pair: true } : {}),
  }
}
