import type { Expression, ModuleDeclaration, Node, Program, Statement, VariableDeclarator } from 'acorn'

/** A variable declared at the top of a module. */
export interface Declared {
  readonly declarator: VariableDeclarator
  readonly idAt: number
  readonly exported: boolean
}

/** What a module gives out under one name. */
export interface Exported {
  readonly as: string
  readonly value: Expression
}

type TopLevel = Statement | ModuleDeclaration

const declaredIn = (statement: TopLevel): readonly (Declared & { readonly name: string })[] => {
  const exported = statement.type === 'ExportNamedDeclaration'
  const declaration = exported ? statement.declaration : statement
  if (declaration?.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap((declarator) => {
    const { id } = declarator
    return id.type === 'Identifier' ? [{ name: id.name, declarator, idAt: id.start, exported }] : []
  })
}

/** Variables by name; more than one where `var` is repeated. */
export const declaredNames = (program: Program): ReadonlyMap<string, readonly Declared[]> =>
  Map.groupBy(program.body.flatMap(declaredIn), ({ name }) => name)

const isExpression = (node: Node): node is Expression => !/^(?:Function|Class)Declaration$/.test(node.type)

const exportedIn = (statement: TopLevel): readonly Exported[] => {
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement
    return isExpression(declaration) ? [{ as: 'default', value: declaration }] : []
  }
  if (statement.type !== 'ExportNamedDeclaration' || statement.source) return []
  return statement.specifiers.flatMap(({ local, exported }) => {
    const as = exported.type === 'Identifier' ? exported.name : String(exported.value)
    return local.type === 'Identifier' ? [{ as, value: local }] : []
  })
}

/** Exports by list and by default; exports in place are told by `declaredNames`. */
export const exportedNames = (program: Program): readonly Exported[] => program.body.flatMap(exportedIn)

/** The first export that takes its contents from another file. */
export const reExport = (program: Program): Node | undefined =>
  program.body.find(
    (statement) =>
      statement.type === 'ExportAllDeclaration' ||
      (statement.type === 'ExportNamedDeclaration' && Boolean(statement.source)),
  )
