import type { Verb } from '../command.ts'
import type { VerbSpec } from '../verb-spec.ts'
import { checkReason } from './check-scope.ts'
import { lookSpecs } from './look-specs.ts'
import { requestSpecs } from './request-specs.ts'
import { migrateSpec, revokeSpec, rotateSpec, tokenSpecs } from './token-specs.ts'
import { warningSpecs } from './warning-specs.ts'

const simple: ReadonlyMap<Verb, VerbSpec> = new Map(
  [...tokenSpecs, ...lookSpecs, ...requestSpecs, ...warningSpecs].map((spec) => [spec.verb, spec]),
)

/** Verbs that are said about another verb, and which. */
const about: ReadonlyMap<Verb, readonly VerbSpec[]> = new Map<Verb, readonly VerbSpec[]>([
  ['plan', [rotateSpec, migrateSpec, revokeSpec]],
  ['break-glass', [{ ...rotateSpec, check: checkReason }]],
])

/** The verbs that may follow this one, if it is said about another. */
export const verbsAfter = (verb: Verb): readonly Verb[] | undefined => about.get(verb)?.map((spec) => spec.verb)

/** How a verb, or a verb about another, goes on. */
export const specOf = (verb: Verb, of: Verb | undefined): VerbSpec | undefined => {
  const spec = of === undefined ? simple.get(verb) : about.get(verb)?.find((one) => one.verb === of)
  return spec === undefined || of === undefined ? spec : { ...spec, verb, example: `${verb} ${spec.example}` }
}
