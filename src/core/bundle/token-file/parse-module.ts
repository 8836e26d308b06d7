import { type Program, parse } from 'acorn'
import { type Fault, fault } from './fault.ts'

/** Of a tree too deep for the stack, wherever that shows: the parser notices some itself, some only their readers. */
export const tooDeep = (node: { readonly start: number }): Fault =>
  fault('syntax-error', node, 'The file is nested too deeply to be read.')

const offsetOf = (error: object): { readonly start: number } => ({
  start: 'pos' in error && typeof error.pos === 'number' ? error.pos : 0,
})

/** acorn's sentence without its position and without the names it quotes, which could be anything. */
const reasonOf = (message: string): string => message.replace(/\s*\(\d+:\d+\)$/, '').replaceAll(/'[^']*'/g, 'a name')

/** Parses a module; never runs it. */
export const parseModule = (text: string): Program | Fault => {
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType: 'module' })
  } catch (error) {
    if (error instanceof RangeError) return tooDeep({ start: 0 })
    if (!(error instanceof SyntaxError)) throw error
    if (error.message.startsWith('Not enough stack space')) return tooDeep(offsetOf(error))
    return fault('syntax-error', offsetOf(error), `This is not valid JavaScript: ${reasonOf(error.message)}.`)
  }
}
