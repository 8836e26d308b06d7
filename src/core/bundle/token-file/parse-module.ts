import { type Program, parse } from 'acorn'
import { type Problem, problem } from '../problem.ts'

export type ParsedModule =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly problem: Problem }

const positionOf = (error: object): { readonly line: number; readonly column: number } => {
  const loc: unknown = 'loc' in error ? error.loc : undefined
  if (typeof loc !== 'object' || loc === null || !('line' in loc) || !('column' in loc)) return { line: 1, column: 1 }
  return { line: Number(loc.line), column: Number(loc.column) + 1 }
}

/** acorn's sentence without its position and without the names it quotes, which could be anything. */
const reasonOf = (message: string): string => message.replace(/\s*\(\d+:\d+\)$/, '').replaceAll(/'[^']*'/g, 'a name')

/** Parses a module; never runs it. */
export const parseModule = (path: string, text: string): ParsedModule => {
  try {
    return { ok: true, program: parse(text, { ecmaVersion: 'latest', sourceType: 'module' }) }
  } catch (error) {
    if (error instanceof RangeError) {
      const message = 'The file is nested too deeply to be read.'
      return { ok: false, problem: problem('syntax-error', { path, line: 1, column: 1 }, message) }
    }
    if (!(error instanceof SyntaxError)) throw error
    const message = `This is not valid JavaScript: ${reasonOf(error.message)}.`
    return { ok: false, problem: problem('syntax-error', { path, ...positionOf(error) }, message) }
  }
}
