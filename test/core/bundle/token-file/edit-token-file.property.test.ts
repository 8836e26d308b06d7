import { Script } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBlocking } from '../../../../src/core/bundle/problem.ts'
import type { BundleEdit } from '../../../../src/core/bundle/rewrite/bundle-edit.ts'
import { editTokenFile } from '../../../../src/core/bundle/rewrite/edit-token-file.ts'
import { parseTokenFile, type TokenFile } from '../../../../src/core/bundle/token-file/parse-token-file.ts'
import { Secret } from '../../../../src/core/token/secret.ts'
import { jwt, thirdUuid } from '../support/samples.ts'
import { type Generated, tokenFileArbitrary } from '../support/token-file-arbitrary.ts'

const numRuns = Number(process.env['EDGEKV_CHATOPS_PROPERTY_RUNS'] ?? 2_000)
const timeout = Math.max(60_000, numRuns * 20)

type TokenMap = Record<string, Record<string, unknown>>

/** Runs a generated file. Its objects are of this realm and JSON makes them comparable, order included. Only an endless one takes long. */
const run = (script: string): TokenMap =>
  JSON.parse(JSON.stringify(new Script(script).runInThisContext({ timeout: 60_000 })))

const value = jwt({ exp: 1_820_000_000 })

const editFor = (name: string, asValue: boolean): BundleEdit => ({
  fromName: name,
  toName: 'fresh_r2',
  to: asValue ? { kind: 'value', value: Secret.of(value) } : { kind: 'reference', uuid: thirdUuid },
})

/** What the map must be afterwards, said without the code under test. */
const expected = (before: TokenMap, keys: ReadonlySet<string>, asValue: boolean, fixKeys: boolean): TokenMap =>
  Object.fromEntries(
    Object.entries(before).map(([key, entry]) => {
      if (!keys.has(key)) return [key, entry]
      const { name, value: _value, reference: _reference, ...rest } = entry
      const credential = asValue ? { value } : { reference: thirdUuid }
      return [
        fixKeys && !key.startsWith('namespace-') ? `namespace-${key}` : key,
        { ...rest, ...(name === undefined ? {} : { name: 'fresh_r2' }), ...credential },
      ]
    }),
  )

const blanked = (text: string, spans: readonly { start: number; end: number }[]): string => {
  let result = ''
  let at = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    result += `${text.slice(at, start)}\0`
    at = end
  }
  return result + text.slice(at)
}

/** The spans in the new text that belong to the reported ones of the old: the same fields of the same entries. */
const spansAfter = (before: TokenFile, after: TokenFile, spans: readonly { start: number }[]) => {
  const starts = new Set(spans.map(({ start }) => start))
  return before.entries.flatMap((entry, index) =>
    (['key', 'name', 'fieldKey', 'field'] as const).flatMap((part) => {
      const old = entry.spans[part]
      const now = after.entries[index]?.spans[part]
      return old !== undefined && now !== undefined && starts.has(old.start) ? [now] : []
    }),
  )
}

interface Case extends Generated {
  readonly picks: readonly boolean[]
  readonly asValue: boolean
  readonly fixKeys: boolean
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(tokenFileArbitrary, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), fc.boolean(), fc.boolean())
  .map(([generated, picks, asValue, fixKeys]) => ({ ...generated, picks, asValue, fixKeys }))

/** Checks one file; `refused` with the reason. */
const check = ({ picks, asValue, fixKeys }: Case, text: string, script: Generated['script']): string => {
  const file = parseTokenFile('edgekv_tokens.js', Buffer.from(text))
  const blocking = file.problems.find(isBlocking)
  if (blocking !== undefined) return blocking.code
  const chosen = file.entries.filter((entry, index) => entry.credential !== undefined && picks[index] !== false)
  if (chosen.length === 0) return 'nothing chosen'
  const edits = new Map(chosen.map((entry) => [entry, editFor(entry.name, asValue)]))
  const edited = editTokenFile(file, edits, fixKeys)
  if (!edited.ok) return edited.problem.code
  const after = Buffer.from(edited.bytes).toString('utf8')
  expect(blanked(after, spansAfter(file, parseTokenFile('x', edited.bytes), edited.spans))).toBe(
    blanked(text, edited.spans),
  )
  const before = run(script(text))
  expect(run(script(after))).toEqual(expected(before, new Set(chosen.map(({ key }) => key)), asValue, fixKeys))
  return 'accepted'
}

const bits = [
  '"',
  "'",
  '`',
  '{',
  '}',
  ',',
  ':',
  '//',
  '/*',
  '*/',
  '\n',
  '...',
  '[',
  ']',
  '$' + '{x}',
  '(',
  ')',
  '\\',
  ' ',
  '1',
  'name',
  'value',
  ';',
  '=',
]

describe('rewriting a token file', () => {
  test(
    `changes the intended entries alone when it is run, and no byte outside of the spans (${numRuns} files)`,
    () => {
      const outcomes = new Map<string, number>()
      fc.assert(
        fc.property(cases, (one) => {
          const outcome = check(one, one.text, one.script)
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        }),
        { numRuns },
      )
      // Every generated file can be read; a mended key may meet one that is there.
      expect([...outcomes.keys()].toSorted()).toEqual(['accepted', 'nothing chosen', 'two-candidates'])
      expect(outcomes.get('accepted')).toBeGreaterThan(numRuns * 0.6)
    },
    timeout,
  )

  test(
    `holds for damaged files too: each is refused or rewritten exactly (${numRuns} files)`,
    () => {
      let refused = 0
      let accepted = 0
      // Half of the damages only put something in: more of these files still run.
      const cut = fc.oneof(fc.constant(0), fc.nat(6))
      const damaged = fc.tuple(cases, fc.double({ min: 0, max: 1, noNaN: true }), cut, fc.constantFrom(...bits))
      fc.assert(
        fc.property(damaged, ([one, where, gone, bit]) => {
          const at = Math.floor(where * one.text.length)
          const text = one.text.slice(0, at) + bit + one.text.slice(at + gone)
          const runs = ((): boolean => {
            try {
              return typeof run(one.script(text)) === 'object'
            } catch {
              return false
            }
          })()
          if (runs && check(one, text, one.script) === 'accepted') accepted += 1
          else refused += 1
        }),
        { numRuns },
      )
      expect(accepted).toBeGreaterThan(numRuns / 50)
      expect(refused).toBeGreaterThan(numRuns / 10)
    },
    timeout,
  )
})
