import { isUuid } from '../credentials.ts'
import { namespacePrefix } from '../namespace-key.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { readClaims } from '../read-claims.ts'
import { type Fault, fault } from './fault.ts'
import type { FoundMap } from './find-token-map.ts'
import { credentialText, type TokenEntry } from './token-entry.ts'

const credentialFault = ({ credential }: TokenEntry): [ProblemCode, string] | undefined => {
  if (credential === undefined) return ['unknown-generation', 'has neither "value" nor "reference".']
  if (credentialText(credential) === '') return ['empty-credential', `has an empty "${credential.kind}".`]
  if (credential.kind === 'reference')
    return isUuid(credential.uuid) ? undefined : ['reference-not-uuid', 'has a "reference" that is no uuid.']
  return readClaims(credential.value) === undefined ? ['jwt-malformed', 'has a "value" that is no JWT.'] : undefined
}

const problemsOf = (entry: TokenEntry): readonly Fault[] => {
  const { key, spans } = entry
  const bare = key.startsWith(namespacePrefix)
    ? []
    : [
        fault(
          'key-without-namespace',
          spans.key,
          `The key ${key} lacks "${namespacePrefix}", so it is never looked up.`,
        ),
      ]
  const found = credentialFault(entry)
  return found === undefined
    ? bare
    : [...bare, fault(found[0], spans.field ?? spans.key, `The entry ${key} ${found[1]}`)]
}

/** What is worth telling about entries that can be read and rewritten. */
export const entryProblems = (entries: readonly TokenEntry[], { map, exported }: FoundMap): readonly Fault[] => [
  ...(map.properties.length === 0 ? [fault('empty-token-file', map, 'The token map has no entry.')] : []),
  ...(exported ? [] : [fault('not-exported', map, 'The token map is not exported.')]),
  ...entries.flatMap(problemsOf),
]
