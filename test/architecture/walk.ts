import type { Node } from 'acorn'

/** Any node of a syntax tree, with its fields. */
export type AnyNode = Node & Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

const childrenOf = (node: AnyNode): AnyNode[] => Object.values(node).flat().filter(isNode)

/** Every node of the tree, parents first. */
export const nodesOf = (root: unknown): AnyNode[] => {
  const found: AnyNode[] = []
  const open = isNode(root) ? [root] : []
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node)
    open.push(...childrenOf(node))
  }
  return found
}

/** `process.env` for the node of `process.env`, `Date.now` for that of `Date.now`, `fetch` for `fetch`. */
export const nameOf = (node: unknown): string => {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node['name'])
  if (node.type !== 'MemberExpression') return ''
  const field = node['computed'] === true ? literalOf(node['property']) : nameOf(node['property'])
  return `${nameOf(node['object'])}.${field}`
}

/** The text of a string literal, else an empty one. */
export const literalOf = (node: unknown): string =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : ''
