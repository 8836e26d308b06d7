import type { AccessGroup } from '../../core/ports/edge-kv.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const productionTokens = ['VIEW_TOKEN', 'CREATE_TOKEN', 'REVOKE_TOKEN']
const stagingTokens = ['VIEW_STAGING_TOKEN', 'CREATE_STAGING_TOKEN', 'REVOKE_STAGING_TOKEN']
const versions = ['VIEW', 'VIEW_VERSION', 'CREATE_VERSION']
const activations = ['VIEW_ACTIVATION', 'ACTIVATE']

/** What an API client is for: everything, everything but staging, or staging alone. */
export type Duty = 'everything' | 'all-but-staging' | 'staging'

const tokensFor: Readonly<Record<Duty, readonly string[]>> = {
  everything: [...productionTokens, ...stagingTokens],
  'all-but-staging': productionTokens,
  staging: stagingTokens,
}
const workersFor: Readonly<Record<Duty, readonly string[]>> = {
  everything: [...versions, ...activations],
  'all-but-staging': [...versions, ...activations],
  staging: ['VIEW', ...activations],
}

const nameOf = ({ groupId, groupName }: AccessGroup): string => groupName ?? String(groupId)

const listed = (groups: readonly AccessGroup[]): string => {
  const names = groups.slice(0, 5).map(nameOf)
  return `${names.join(', ')}${groups.length > names.length ? ` and ${groups.length - names.length} more` : ''}`
}

interface Product {
  readonly name: string
  readonly groups: readonly AccessGroup[]
  readonly needed: readonly string[]
}

/** One product: a grant that no group gives stops the work; one that only some give leaves blind spots. */
const productFindings = (check: string, { name, groups, needed }: Product): Finding[] => {
  const nowhere = needed.filter((one) => !groups.some(({ capabilities }) => capabilities.includes(one)))
  if (nowhere.length > 0) {
    const sentence = `The API client may not ${nowhere.join(', ')} in any of its ${groups.length} ${name} groups.`
    return [fail(check, sentence, `Give its user these rights for ${name} in Akamai Identity and Access Management.`)]
  }
  const partial = groups.filter(({ capabilities }) => needed.some((one) => !capabilities.includes(one)))
  if (partial.length === 0) return [ok(check, `All ${name} rights in ${groups.length} group(s).`)]
  const sentence = `Not all ${name} rights in: ${listed(partial)}.`
  return [warn(check, sentence, 'Rotations there will be refused. Grant them, or keep these groups out on purpose.')]
}

const tooMuch = (check: string, tokens: readonly AccessGroup[]): Finding[] => {
  const has = productionTokens.filter((one) => one !== 'VIEW_TOKEN')
  const groups = tokens.filter(({ capabilities }) => has.some((one) => capabilities.includes(one)))
  if (groups.length === 0) return []
  const sentence = `The staging client may also change production tokens in: ${listed(groups)}.`
  return [warn(check, sentence, 'Take CREATE_TOKEN and REVOKE_TOKEN from it, so that staging stays apart.')]
}

/** What an API client may do, by the groups that Akamai lists for it. */
export const grantFindings = (
  check: string,
  duty: Duty,
  groups: { readonly tokens: readonly AccessGroup[]; readonly edgeWorkers: readonly AccessGroup[] },
): Finding[] => [
  ...productFindings(check, { name: 'EdgeKV', groups: groups.tokens, needed: tokensFor[duty] }),
  ...productFindings(check, { name: 'EdgeWorkers', groups: groups.edgeWorkers, needed: workersFor[duty] }),
  ...(duty === 'staging' ? tooMuch(check, groups.tokens) : []),
]
