import type { Finding } from '../../inventory/findings/finding.ts'
import { adviceOnNew } from '../../inventory/findings/scope-advice.ts'
import { createdBy } from '../../plan/created-by.ts'
import type { Scope } from '../../token/scope.ts'
import type { FormFacts } from './form-facts.ts'
import { advice, type Remarks } from './remark.ts'

interface Place {
  readonly field: 'namespaces' | 'networks' | 'ewids'
  readonly say: (where: Finding['where']) => string
}

const at = (field: Place['field'], sentence: string): Place => ({ field, say: () => sentence })

/** Akamai's best practices by the code of the finding: at which field they stand, in the words of the form. */
const places: Readonly<Record<string, Place>> = {
  'hidden-namespace': at(
    'namespaces',
    'The API client is not shown the access group of one of these, so not every user of the token would be known.',
  ),
  'several-purposes': at(
    'namespaces',
    'A token for each namespace opens less when it leaks, and is replaced without asking everybody.',
  ),
  'default-on-production': at(
    'namespaces',
    'The namespace default is for experiments, and every access group can use it: production should have its own.',
  ),
  'data-policies-differ': at(
    'namespaces',
    'These namespaces have different data access policies, and Akamai refuses one token for both.',
  ),
  'namespace-of-every-group': at(
    'namespaces',
    'One of these belongs to no access group, so every group can use it. Give it the group of its EdgeWorkers.',
  ),
  'both-networks': at(
    'networks',
    'A token for one environment alone is the safer one. For both, choose “both, one token each”.',
  ),
  'no-edgeworker-list': at(
    'ewids',
    'As it stands, every EdgeWorker of the account may use it. Choose those that need it.',
  ),
  'hidden-user': {
    field: 'ewids',
    say: (where) => `The API client cannot see ${where.join(', ')}, or it is gone.`,
  },
  'other-access-group': {
    field: 'ewids',
    say: (where) => `Not of the namespace's access group: ${where.join(', ')}. One group for both is safer.`,
  },
}

const rightsAdvice = (scope: Scope): Remarks =>
  Object.values(scope.namespaces).some((rights) => rights.length > 1)
    ? {
        rights: [advice('Read alone does the least harm when a token leaks. More is for code that writes or deletes.')],
      }
    : {}

/** What Akamai's best practices say of the rights that are chosen, each at its field. `pair`: one token for each network. */
export const scopeRemarks = (scope: Scope, pair: boolean, { inventory, now }: FormFacts): Remarks => {
  const ask = { action: 'create', account: inventory.account, token: 'new', scope, ...(pair ? { pair } : {}) } as const
  const findings = createdBy(ask).flatMap((one) => adviceOnNew({ inventory, now }, one.name, one.scope))
  const said = findings.flatMap(({ code, where }) => {
    const place = places[code]
    return place === undefined ? [] : [{ field: place.field, sentence: place.say(where) }]
  })
  const fields = [...new Set(said.map(({ field }) => field))]
  const sentencesAt = (here: string) =>
    new Set(said.flatMap(({ field, sentence }) => (field === here ? [sentence] : [])))
  return {
    ...Object.fromEntries(fields.map((field) => [field, [...sentencesAt(field)].map(advice)])),
    ...rightsAdvice(scope),
  }
}
