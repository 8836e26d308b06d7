import type { Command, OptionValue } from './command.ts'
import { gatherPieces } from './gather-pieces.ts'
import { type Piece, writePieces } from './pieces.ts'
import type { Head } from './read-head.ts'
import { readOptions } from './read-options.ts'
import { readSubjects } from './read-subjects.ts'
import { specOf } from './specs/spec-of.ts'
import type { Word } from './split-words.ts'
import type { Subject } from './subject.ts'
import type { Flaw, Understood, VerbSpec } from './verb-spec.ts'

export type CommandRead =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly flaw: Flaw; readonly head: readonly string[] }

const akamaiVerbs: ReadonlySet<string> = new Set(['create', 'list', 'refresh', 'revoke', 'download'])

/** `create token NAME`, `revoke token NAME`: Akamai's noun, which says nothing here. */
const dropNoun = (verb: string, words: readonly Word[]): readonly Word[] => {
  const [first, second, ...rest] = words
  if (first === undefined || first.quoted || !/^(?:tokens?|tkn)$/i.test(first.text)) return words
  const followed = second !== undefined && !second.text.startsWith('-')
  return akamaiVerbs.has(verb) || followed ? [...(second === undefined ? [] : [second]), ...rest] : words
}

const headWords = ({ verb, of }: Pick<Head, 'verb' | 'of'>): string[] =>
  verb === 'create' ? ['create', 'token'] : of === undefined ? [verb] : [verb, of]

/** The line as it is written again after its verb. */
export const writeLine = (head: readonly string[], pieces: readonly Piece[]): string =>
  [...head, writePieces(pieces)].filter((part) => part !== '').join(' ')

const askedHelp = (pieces: readonly Piece[]): boolean =>
  pieces.some((piece) => piece.kind === 'option' && (piece.name.toLowerCase() === 'help' || piece.name === 'h'))

const slotsOf = (subjects: readonly Subject[]): Partial<Record<Subject['slot'], string>> =>
  Object.fromEntries(subjects.map(({ slot, value }) => [slot, value]))

const build = (head: Head, understood: Understood, account: string | undefined): Command => {
  const { for: period, done, ...named } = slotsOf(understood.subjects)
  const { account: _, ...options } = understood.options
  const more: Record<string, OptionValue> = {
    ...(period === undefined ? {} : { for: period }),
    ...(done === undefined ? {} : { done: true }),
  }
  return {
    verb: head.verb,
    ...(head.of === undefined ? {} : { of: head.of }),
    ...(account === undefined ? {} : { account }),
    ...named,
    options: { ...options, ...more },
    line: writeLine(headWords(head), understood.pieces),
  }
}

const helpAbout = (verb: Command['verb']): CommandRead => ({
  ok: true,
  command: { verb: 'help', topic: verb, options: {}, line: `help ${verb}` },
})

const accountTwice = (named: string, option: string): Flaw => ({
  word: option,
  message: `The line names two accounts, \`${named}\` and \`${option}\`: say which one.`,
})

const readWith = (spec: VerbSpec, head: Head, gathered: readonly Piece[]): CommandRead => {
  const no = (flaw: Flaw): CommandRead => ({ ok: false, flaw, head: headWords(head) })
  const read = readOptions(spec, gathered)
  if (!read.ok) return no(read.flaw)
  const found = readSubjects(spec, read.pieces)
  if (!found.ok) return no(found.flaw)
  const option = typeof read.values['account'] === 'string' ? read.values['account'] : undefined
  if (found.account !== undefined && option !== undefined && found.account !== option)
    return no(accountTwice(found.account, option))
  const understood: Understood = { pieces: read.pieces, options: read.values, subjects: found.subjects }
  const flaw = spec.check?.(understood)
  return flaw === undefined ? { ok: true, command: build(head, understood, found.account ?? option) } : no(flaw)
}

/** Reads what follows the verb. */
export const readCommand = (head: Head): CommandRead => {
  const spec = specOf(head.verb, head.of)
  if (spec === undefined) throw new Error(`no grammar for ${head.verb}`)
  const gathered = gatherPieces(dropNoun(head.verb, head.rest))
  return askedHelp(gathered) ? helpAbout(head.verb) : readWith(spec, head, gathered)
}
