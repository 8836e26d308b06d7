import type { OptionValue, Verb } from './command.ts'
import type { OptionName } from './options.ts'
import type { Piece } from './pieces.ts'
import type { Subject, SubjectKind } from './subject.ts'

/** What is wrong with a line, and the words after the verb that would be right. */
export interface Flaw {
  readonly word: string
  readonly message: string
  readonly fix?: readonly Piece[]
}

/** What was read after the verb. `pieces` write the line again. */
export interface Understood {
  readonly pieces: readonly Piece[]
  readonly options: Readonly<Record<string, OptionValue>>
  readonly subjects: readonly Subject[]
}

/** One verb: what it is about, in this order, and the options that go with it. */
export interface VerbSpec {
  readonly verb: Verb
  readonly subjects: readonly { readonly kind: SubjectKind; readonly optional?: true; readonly usually?: string }[]
  readonly options: readonly OptionName[]
  /** Shown where something is missing. */
  readonly example: string
  /** What no single word is to blame for. */
  readonly check?: (understood: Understood) => Flaw | undefined
}

export const subjectIn = ({ subjects }: Understood, slot: Subject['slot']): string | undefined =>
  subjects.find((subject) => subject.slot === slot)?.value

/** The pieces without one option. */
export const without = (pieces: readonly Piece[], name: OptionName): Piece[] =>
  pieces.filter((piece) => piece.kind === 'word' || piece.name !== name)
