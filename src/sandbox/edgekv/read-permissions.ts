import { isMap } from '../bundle/evaluate-token-file.ts'
import type { Account, Namespace, Network } from '../world/world.ts'
import { badInput, edgeKvProblem } from './edgekv-problem.ts'
import { type Reading, refused } from './reading.ts'

type Permissions = Readonly<Record<string, readonly string[]>>

const maxNamespaces = 20

/** Namespace names with one to three of r, w, d; all must exist and share one Data Access Policy. */
export const readPermissions = (
  value: unknown,
  account: Account,
  networks: readonly Network[],
): Reading<Permissions> => {
  const refuse = (detail: string): Reading<Permissions> => refused(badInput(detail))
  if (!isMap(value)) return refuse('Namespace permissions must be specified.')
  const names = Object.keys(value)
  if (names.length === 0 || names.length > maxNamespaces) return refuse('Between 1 and 20 namespaces are needed.')
  const permissions: Record<string, readonly string[]> = {}
  const found: Namespace[] = []
  for (const name of names) {
    const letters = readLetters(value[name])
    if (letters === undefined) return refuse('Invalid permission')
    const namespace = account.namespaces.find((known) => known.name === name && covers(known, networks))
    if (namespace === undefined) {
      return refused(edgeKvProblem(400, 'EKV_9000', 'The requested namespace does not exist.'))
    }
    found.push(namespace)
    permissions[name] = letters
  }
  if (new Set(found.map((namespace) => namespace.restrictDataAccess)).size > 1) {
    return refuse('All namespaces of a token must have the same Data Access Policy.')
  }
  return { kind: 'read', value: permissions }
}

const covers = (namespace: Namespace, networks: readonly Network[]): boolean =>
  networks.every((network) => namespace.networks.includes(network))

const readLetters = (value: unknown): string[] | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const letters = value.map(String)
  const good = letters.every((letter) => letter === 'r' || letter === 'w' || letter === 'd')
  return good && new Set(letters).size === letters.length ? letters : undefined
}
