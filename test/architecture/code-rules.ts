import type { SourceFile } from './source-file.ts'
import { type AnyNode, nameOf, nodesOf } from './walk.ts'

const at = (file: SourceFile, node: AnyNode, what: string): string => `${file.path}:${node.loc?.start.line}: ${what}`

const forbiddenInCore = ['process.env', 'Date.now', 'Math.random', 'fetch', 'console.log', 'setTimeout', 'setInterval']

const readsTheClock = (node: AnyNode): boolean =>
  node.type === 'NewExpression' &&
  nameOf(node['callee']) === 'Date' &&
  Array.isArray(node['arguments']) &&
  node['arguments'].length === 0

/** Fields and keys have names too; only free identifiers and members of globals count. */
const used = (nodes: readonly AnyNode[]): AnyNode[] => {
  const names = new Set(nodes.flatMap((node) => (isLabelled(node) ? [node['property'] ?? node['key']] : [])))
  return nodes.filter((node) => !names.has(node))
}
const isLabelled = (node: AnyNode): boolean =>
  (node.type === 'MemberExpression' || node.type === 'Property') &&
  node['computed'] !== true &&
  node['shorthand'] !== true

/** Environment, clock, chance, network and timers come into the core as ports and arguments. */
export const impureCore = (file: SourceFile): string[] => {
  if (!file.path.startsWith('core/')) return []
  return used(nodesOf(file.program)).flatMap((node) => {
    const name = nameOf(node)
    if (forbiddenInCore.includes(name)) return [at(file, node, `${name} in the core`)]
    return readsTheClock(node) ? [at(file, node, 'new Date() in the core')] : []
  })
}

const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/
const linesOf = (node: AnyNode): number => (node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0)

/** How many lines each function of the file has, functions inside it included. */
export const functionLengths = (file: SourceFile): number[] =>
  nodesOf(file.program)
    .filter(({ type }) => isFunction.test(type))
    .map(linesOf)

export const longFunctions = (file: SourceFile): string[] =>
  nodesOf(file.program)
    .filter((node) => isFunction.test(node.type) && linesOf(node) > 40)
    .map((node) => at(file, node, `a function of ${linesOf(node)} lines`))

export const lengthOf = ({ text }: SourceFile): number => text.split('\n').length - 1

export const longFile = (file: SourceFile): string[] =>
  lengthOf(file) > 250 ? [`${file.path}: ${lengthOf(file)} lines`] : []

const inCode = [/\bas unknown as\b/]
const anywhere = [/biome-ignore/, /@ts-(ignore|expect-error|nocheck)/, /\b(TODO|FIXME|XXX|HACK)\b/]

const findAll = (path: string, text: string, patterns: readonly RegExp[]): string[] =>
  text.split('\n').flatMap((line, n) =>
    patterns.flatMap((pattern) => {
      const found = pattern.exec(line)
      return found === null ? [] : [`${path}:${n + 1}: ${found[0]}`]
    }),
  )

/** Ways around the compiler and the linter, which find `any` and `!` themselves, and work left for later. */
export const escapeHatches = ({ path, text, code }: SourceFile): string[] => [
  ...findAll(path, code, inCode),
  ...findAll(path, text, anywhere),
]
