import { posix } from 'node:path'
import { type SourceFile, withTypeImports } from './source-file.ts'
import { literalOf, nodesOf } from './walk.ts'

/** What a file imports: another file of `src` (its path there), or a package or built-in module (its name). */
export type Import = { typesOnly: boolean; line: number } & ({ file: string } | { package: string })

const isImport = /^(ImportDeclaration|ImportExpression|ExportNamedDeclaration|ExportAllDeclaration)$/

const sourcesOf = (program: unknown): { source: string; line: number }[] =>
  nodesOf(program)
    .filter(({ type }) => isImport.test(type))
    .map((node) => ({ source: literalOf(node['source']), line: node.loc?.start.line ?? 0 }))
    .filter(({ source }) => source !== '')

const packageOf = (source: string): string =>
  source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/')

/** Every import and re-export of the file, static, dynamic or of types. */
export const importsOf = (file: SourceFile): Import[] => {
  const values = new Set(sourcesOf(file.program).map(({ source }) => source))
  return sourcesOf(withTypeImports(file)).map(({ source, line }) => ({
    typesOnly: !values.has(source),
    line,
    ...(source.startsWith('.')
      ? { file: posix.join(posix.dirname(file.path), source) }
      : { package: packageOf(source) }),
  }))
}
