import type { Expression, ObjectExpression, Program } from 'acorn'
import { type Fault, fault, isFault } from './fault.ts'
import { otherUse } from './other-use.ts'
import { type Declared, declaredNames, exportedNames, reExport } from './top-level-names.ts'

export interface FoundMap {
  readonly map: ObjectExpression
  readonly exported: boolean
}

const mapName = 'edgekv_access_tokens'

/** The object, and where the names on the way to it stand. */
interface Resolved {
  readonly map: ObjectExpression
  readonly names: ReadonlySet<string>
  readonly known: ReadonlySet<number>
}

type Declarations = ReadonlyMap<string, readonly Declared[]>

/** Follows names to the object that they were declared with. */
const resolve = (
  value: Expression,
  declared: Declarations,
  names: ReadonlySet<string> = new Set(),
  known: ReadonlySet<number> = new Set(),
): Resolved | Fault => {
  if (value.type === 'ObjectExpression') return { map: value, names, known }
  if (value.type === 'CallExpression' || value.type === 'NewExpression')
    return fault('call', value, 'The token map is made by a call.')
  if (value.type !== 'Identifier' || names.has(value.name))
    return fault('no-token-map', value, 'The token map is not written as an object.')
  const [first, second] = declared.get(value.name) ?? []
  if (first === undefined) return fault('no-token-map', value, 'The token map is not declared in this file.')
  if (second !== undefined) return fault('two-candidates', second.declarator, 'The token map is declared twice.')
  const { init } = first.declarator
  if (!init) return fault('binding-changed', first.declarator, 'The token map is filled after its declaration.')
  return resolve(init, declared, new Set([...names, value.name]), new Set([...known, value.start, first.idAt]))
}

/** The expressions that could be the map: exported or declared under its name, else the default export. */
const candidates = (program: Program, declared: Declarations): readonly Expression[] => {
  const exported = exportedNames(program)
  const byDefault = exported.filter(({ as }) => as === 'default').map(({ value }) => value)
  const own = (declared.get(mapName) ?? []).map(({ declarator }) => declarator.id)
  const named = [
    ...exported.filter(({ as }) => as === mapName).map(({ value }) => value),
    ...own.filter((id) => id.type === 'Identifier'),
  ]
  // Beside the named one, a default export matters only when it is an object too: the same one, or a second candidate.
  const besides = byDefault.filter((value) => !isFault(resolve(value, declared)))
  return named.length > 0 ? [...named, ...besides] : byDefault
}

const union = <T>(sets: readonly ReadonlySet<T>[]): ReadonlySet<T> => new Set(sets.flatMap((set) => [...set]))

/**
 * Finds the one object literal behind `edgekv_access_tokens`: declared and exported in place, by a list, under another
 * name, or by default. Refuses when there are two, when it is no literal, or when its name is used anywhere else.
 */
export const findTokenMap = (program: Program): FoundMap | Fault => {
  const declared = declaredNames(program)
  const resolved: Resolved[] = []
  for (const candidate of candidates(program, declared)) {
    const one = resolve(candidate, declared)
    if (isFault(one)) return one
    resolved.push(one)
  }
  const [first, ...others] = resolved
  const elsewhere = reExport(program)
  if (first === undefined) return fault('no-token-map', elsewhere ?? program, noMap(elsewhere !== undefined))
  const other = others.find(({ map }) => map !== first.map)
  if (other !== undefined) return fault('two-candidates', other.map, 'A second object could be the token map.')
  const use = otherUse(program, union(resolved.map((one) => one.names)), union(resolved.map((one) => one.known)))
  if (use !== undefined) return fault('binding-changed', use, 'The token map is used after its declaration.')
  return { map: first.map, exported: isExported(program, declared) }
}

const isExported = (program: Program, declared: Declarations): boolean =>
  exportedNames(program).some(({ as }) => as === mapName || as === 'default') ||
  declared.get(mapName)?.some(({ exported }) => exported) === true

const noMap = (elsewhere: boolean): string =>
  elsewhere ? 'The token map is taken from another file.' : 'The file declares no edgekv_access_tokens.'
