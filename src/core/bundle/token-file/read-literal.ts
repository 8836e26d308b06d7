import type { Expression, Property, SpreadElement } from 'acorn'
import { type Fault, fault } from './fault.ts'

type Plain = string | number | boolean | null

/** The value of a plain literal: text in any quotes, number, boolean or null. Whatever would have to be run is a fault. */
export const readLiteral = (node: Expression): { readonly plain: Plain } | Fault => {
  if (node.type === 'Literal') {
    const { value } = node
    const isNull = value === null && node.regex === undefined && node.bigint === undefined
    if (isNull || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { plain: value }
  }
  if (node.type === 'TemplateLiteral') {
    if (node.expressions.length > 0)
      return fault('template-substitution', node, 'A template text holds a substitution.')
    const cooked = node.quasis[0]?.value.cooked
    if (typeof cooked === 'string') return { plain: cooked }
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression')
    return fault('call', node, 'A field is made by a call.')
  return fault('not-a-literal', node, 'A field is not written as plain text.')
}

/** A property `key: value` with the key as text; spread, computed keys, methods and shorthand are faults. */
export const readProperty = (
  property: Property | SpreadElement,
): { readonly key: string; readonly keyNode: Expression; readonly value: Expression } | Fault => {
  if (property.type === 'SpreadElement') return fault('spread', property, 'The object takes over another one (...).')
  if (property.computed) return fault('computed-key', property, 'A key is computed.')
  if (property.kind !== 'init' || property.method || property.shorthand)
    return fault('not-a-literal', property, 'A field is a method or a shorthand.')
  const { key } = property
  const text = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined
  if (text === undefined) return fault('not-a-literal', property, 'A key is not written as plain text.')
  if (text === '__proto__') return fault('not-a-literal', property, 'The key __proto__ sets no entry.')
  return { key: text, keyNode: key, value: property.value }
}
