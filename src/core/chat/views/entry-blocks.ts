import type { Held, PartId } from '../../ports/records.ts'
import type { Part } from '../../request/part.ts'
import type { ActionRecord } from '../../request/record.ts'
import type { Block } from './view.ts'

type Parts = ReadonlyMap<PartId, Held<Part>>

const uuidOf = (parts: Parts, name: string): string | undefined => {
  for (const { value } of parts.values()) if (value.kind === 'new-token' && value.name === name) return value.uuid
  return undefined
}

const entry = (namespace: string, name: string, uuid: string | undefined): string =>
  uuid === undefined
    ? `"namespace-${namespace}": { "name": "${name}", "value": "…" }`
    : `"namespace-${namespace}": { "name": "${name}", "reference": "${uuid}" }`

/** What goes into `edgekv_tokens.js` of every bundle that is to use a token just made. The value itself is never shown. */
export const entryBlocks = (record: ActionRecord, parts: Parts): readonly Block[] => {
  const { action, new: made = [] } = record.plan.binding
  if (action !== 'create') return []
  const lines = made.flatMap(({ name, generation, scope }) =>
    Object.keys(scope.namespaces).map((namespace) =>
      entry(namespace, name, generation === 'auto-refreshing' ? uuidOf(parts, name) : undefined),
    ),
  )
  const ids = [...new Set(made.flatMap(({ scope }) => scope.edgeWorkerIds))]
  const where = ids.length === 0 ? 'every bundle that is to use it' : `the bundles of EdgeWorker ${ids.join(', ')}`
  const value = made.some(({ generation }) => generation === 'expiring')
    ? ' Fetch the value with akamai edgekv download token, where the bundle is built.'
    : ''
  return [
    { kind: 'text', text: [`Put this into edgekv_tokens.js of ${where}.${value}`] },
    { kind: 'snippet', text: lines.slice(0, 30).join('\n') },
  ]
}
