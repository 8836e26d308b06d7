import { bareWord } from './bare-word.ts'
import { fillerWord } from './filler-word.ts'
import { meantAsOption } from './meant-as-option.ts'
import type { Piece } from './pieces.ts'
import { readAccount } from './read-simple.ts'
import { shortenWord } from './shorten-word.ts'
import { readSubject, type Subject, type SubjectKind, subjectNames } from './subject.ts'
import type { WordPiece } from './unclear-word.ts'
import type { Flaw, VerbSpec } from './verb-spec.ts'
import { wordsTooMany } from './words-too-many.ts'

export type SubjectsRead =
  | { readonly ok: true; readonly subjects: readonly Subject[]; readonly account?: string }
  | { readonly ok: false; readonly flaw: Flaw }

const withText = (pieces: readonly Piece[], old: Piece, text: string): Piece[] =>
  pieces.map((piece) => (piece === old ? { kind: 'word', text } : piece))

/** Kinds that may be named with their account: `acme/mkt_token1`. */
const hasAccount = (kind: SubjectKind): boolean => kind !== 'topic' && kind !== 'duration' && kind !== 'done'

const splitAccount = (kind: SubjectKind, text: string): { account?: string; name: string } => {
  const slash = hasAccount(kind) ? text.indexOf('/') : -1
  return slash < 1 ? { name: text } : { account: text.slice(0, slash), name: text.slice(slash + 1) }
}

const missing = (spec: VerbSpec, pieces: readonly Piece[], at: number): Flaw | undefined => {
  const wanted = spec.subjects[at]
  if (wanted === undefined || wanted.optional === true) return undefined
  const lastWord = pieces.findLastIndex((piece) => piece.kind === 'word')
  const fix = wanted.usually === undefined || lastWord < 0 ? undefined : wanted.usually
  return {
    word: spec.verb,
    message: `\`${spec.verb}\` needs ${subjectNames[wanted.kind]}, as in \`${spec.example}\`.`,
    ...(fix === undefined ? {} : { fix: pieces.toSpliced(lastWord + 1, 0, { kind: 'word', text: fix }) }),
  }
}

interface One {
  readonly subject: Subject
  readonly account?: string
}

const readOne = (spec: VerbSpec, kind: SubjectKind, pieces: readonly Piece[], word: WordPiece): One | Flaw => {
  const { account, name } = splitAccount(kind, word.text)
  if (account !== undefined && !readAccount(account).ok)
    return { word: shortenWord(word.text), message: `\`${shortenWord(account)}\` is not an account's name.` }
  const read = readSubject(kind, name)
  if (read.ok) return { subject: read.value, ...(account === undefined ? {} : { account }) }
  const bare = readSubject(kind, bareWord(name)).ok ? bareWord(name) : undefined
  const meant = read.better ?? bare
  const better = meant === undefined ? undefined : `${account === undefined ? '' : `${account}/`}${meant}`
  return {
    word: shortenWord(word.text),
    message: `\`${spec.verb}\` needs ${read.must}; \`${shortenWord(word.text)}\` is not.`,
    ...(better === undefined ? {} : { fix: withText(pieces, word, better) }),
  }
}

/** Reads what the verb is about, in the order of its spec. */
export const readSubjects = (spec: VerbSpec, pieces: readonly Piece[]): SubjectsRead => {
  const words = pieces.filter((piece) => piece.kind === 'word')
  const dashed = words.filter(({ text }) => text.startsWith('-'))
  const odd = meantAsOption(spec, pieces, dashed) ?? fillerWord(spec, pieces)
  if (odd !== undefined) return { ok: false, flaw: odd }
  const subjects: Subject[] = []
  let account: string | undefined
  for (const [at, { kind }] of spec.subjects.entries()) {
    const word = words[at]
    if (word === undefined) break
    const one = readOne(spec, kind, pieces, word)
    if ('message' in one) return { ok: false, flaw: one }
    subjects.push(one.subject)
    account ??= one.account
  }
  const flaw = wordsTooMany(spec, pieces) ?? missing(spec, pieces, words.length)
  if (flaw !== undefined) return { ok: false, flaw }
  return { ok: true, subjects, ...(account === undefined ? {} : { account }) }
}
