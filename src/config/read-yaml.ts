import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { ConfigProblem } from './config-problem.ts'
import { type Path, pathText } from './path-text.ts'

const maxBytes = 1_000_000
const maxAliases = 100
const maxProblems = 20

interface Position {
  readonly line: number
  readonly column: number
}

/** A parsed file: its plain value, and where each part of it stands. `key` asks for a key instead of its value. */
export interface YamlFile {
  readonly value: unknown
  at(path: Path, key?: string): Position | undefined
}

/** `problems` of a file that could be read are keys that stand twice: the rest of it can still be checked. */
type Read =
  | { readonly ok: true; readonly yaml: YamlFile; readonly problems: readonly ConfigProblem[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

const resolved = (node: unknown, doc: Document): Node | undefined =>
  isAlias(node) ? node.resolve(doc) : isNode(node) ? node : undefined

const childOf = (node: Node, part: string | number): unknown => (isCollection(node) ? node.get(part, true) : undefined)

const keyNode = (node: Node | undefined, key: string): Node | undefined => {
  const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined
  return isNode(pair?.key) ? pair.key : undefined
}

/** The node at the path; where something is missing on the way, the deepest one that is there. */
const nodeAt = (doc: Document, path: Path): Node | undefined => {
  let node = resolved(doc.contents, doc)
  for (const part of path) {
    const next: Node | undefined = node && resolved(childOf(node, part), doc)
    if (next === undefined) return node
    node = next
  }
  return node
}

const locator =
  (doc: Document, lines: LineCounter): YamlFile['at'] =>
  (path, key) => {
    const node = nodeAt(doc, path)
    const offset = ((key === undefined ? undefined : keyNode(node, key)) ?? node)?.range?.[0]
    if (offset === undefined) return undefined
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }

const whole = (file: string, foundWhat: string, expected: string): Read => ({
  ok: false,
  problems: [{ where: pathText([]), file, found: foundWhat, expected }],
})

type Fault = Document['errors'][number] | Document['warnings'][number]

const faultProblem = (fault: Fault, file: string, found: string, expected: string): ConfigProblem => ({
  where: pathText([]),
  file,
  found,
  expected,
  ...(fault.linePos === undefined ? {} : { line: fault.linePos[0].line, column: fault.linePos[0].col }),
})

const isDoubled = ({ code }: Fault): boolean => code === 'DUPLICATE_KEY'

const syntaxProblems = (doc: Document, file: string): ConfigProblem[] =>
  [...doc.errors, ...doc.warnings]
    .filter((fault) => !isDoubled(fault))
    // The parser appends the line itself, which may hold something that should not be shown.
    .map((fault) => faultProblem(fault, file, `a mistake (${fault.message.split(/ at line \d|:\n/)[0]})`, 'YAML'))

const doubledKeys = (doc: Document, file: string): ConfigProblem[] =>
  doc.errors.filter(isDoubled).map((fault) => faultProblem(fault, file, 'a key twice', 'each key of a mapping once'))

/** The one key that objects treat as something else, so that a validator never sees it. */
const protoKeys = (doc: Document, lines: LineCounter, file: string): ConfigProblem[] => {
  const problems: ConfigProblem[] = []
  visit(doc, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return
      const { line, col } = lines.linePos(key.range?.[0] ?? 0)
      problems.push({ where: '__proto__', file, line, column: col, found: 'this key', expected: 'another name' })
    },
  })
  return problems
}

/** Parses one YAML document of at most 1 MB with at most 100 aliases; every syntax problem with its position. */
export const readYaml = (text: string, file: string): Read => {
  if (text.length > maxBytes) return whole(file, `${text.length} characters`, `at most ${maxBytes}`)
  const lines = new LineCounter()
  try {
    const doc = parseDocument(text, { lineCounter: lines, prettyErrors: true, strict: true })
    const problems = [...syntaxProblems(doc, file), ...protoKeys(doc, lines, file)].slice(0, maxProblems)
    if (problems.length > 0) return { ok: false, problems }
    const yaml = { value: doc.toJS({ maxAliasCount: maxAliases }), at: locator(doc, lines) }
    return { ok: true, yaml, problems: doubledKeys(doc, file).slice(0, maxProblems) }
  } catch (error) {
    return whole(
      file,
      error instanceof RangeError ? 'nesting that is too deep' : 'aliases that lead nowhere or too far',
      'YAML',
    )
  }
}
