import { lineIndex } from '../line-index.ts'
import { type Problem, problem, startOf } from '../problem.ts'
import { type TopLevelValue, topLevelValues } from './top-level-values.ts'

export interface Dependency {
  readonly edgeWorkerId: string
  readonly version: string
}

/** What is known of `bundle.json`. `versionAt`: the byte offsets of the version's literal, quotes included. */
export interface Manifest {
  readonly version?: string
  readonly versionAt?: { readonly start: number; readonly end: number }
  readonly dependencies: Readonly<Record<string, Dependency>>
  readonly problems: readonly Problem[]
}

export const manifestPath = 'bundle.json'

const largest = 262_144

const textOf = (literal: string): string | undefined => {
  try {
    const read: unknown = JSON.parse(Buffer.from(literal, 'latin1').toString('utf8'))
    return typeof read === 'string' ? read : undefined
  } catch {
    return undefined
  }
}

const dependencyOf = (read: unknown): Dependency | undefined => {
  if (typeof read !== 'object' || read === null || !('edgeWorkerId' in read)) return undefined
  const version = 'version' in read ? String(read.version) : 'active'
  return { edgeWorkerId: String(read.edgeWorkerId), version }
}

const dependenciesOf = (literal: string): Readonly<Record<string, Dependency>> | undefined => {
  try {
    const read: unknown = JSON.parse(Buffer.from(literal, 'latin1').toString('utf8'))
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
    const entries = Object.entries(read).map(([alias, one]) => [alias, dependencyOf(one)] as const)
    const good = entries.flatMap(([alias, one]) => (one === undefined ? [] : [[alias, one] as const]))
    return good.length === entries.length ? Object.fromEntries(good) : undefined
  } catch {
    return undefined
  }
}

const versionProblem = (
  found: readonly TopLevelValue[],
  placeOf: ReturnType<typeof lineIndex>,
): Problem | undefined => {
  const [first, second] = found
  if (first === undefined)
    return problem('no-version', startOf(manifestPath), 'bundle.json has no "edgeworker-version" that is a string.')
  if (second === undefined) return undefined
  return problem('duplicate-version', placeOf(second.start), 'bundle.json has "edgeworker-version" twice.')
}

/** Reads the version and the dependencies. Offsets are bytes: the text is taken as latin1, in which one unit is one byte. */
export const readManifest = (bytes: Uint8Array | undefined): Manifest => {
  if (bytes === undefined) {
    const missing = problem('no-manifest', startOf(manifestPath), 'The bundle has no bundle.json at its root.')
    return { dependencies: {}, problems: [missing] }
  }
  if (bytes.length > largest) {
    const large = problem('manifest-too-large', startOf(manifestPath), `bundle.json has more than ${largest} bytes.`)
    return { dependencies: {}, problems: [large] }
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const placeOf = lineIndex(manifestPath, text)
  const values = topLevelValues(text)
  const versions = values.filter(({ key }) => key === 'edgeworker-version')
  const [at] = versions.filter(({ start, end }) => textOf(text.slice(start, end)) !== undefined)
  const version = at === undefined ? undefined : textOf(text.slice(at.start, at.end))
  const fault = versionProblem(at === undefined ? [] : versions, placeOf)
  const listed = values.find(({ key }) => key === 'dependencies')
  const dependencies = listed === undefined ? {} : dependenciesOf(text.slice(listed.start, listed.end))
  const unread =
    listed !== undefined && dependencies === undefined
      ? [problem('dependencies-unreadable', placeOf(listed.start), 'The "dependencies" in bundle.json cannot be read.')]
      : []
  return {
    ...(version === undefined || at === undefined ? {} : { version, versionAt: { start: at.start, end: at.end } }),
    dependencies: dependencies ?? {},
    problems: [...(fault === undefined ? [] : [fault]), ...unread],
  }
}
