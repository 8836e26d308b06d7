import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { type ChainEntry, headOf, lineOf, linked, newChain } from '../../src/core/audit/chain.ts'
import { trailOpened } from '../../src/core/audit/recorded-heads.ts'
import { runVerb } from './run-verb.ts'

const event = (n: number): AuditEvent => ({
  what: 'request.approved',
  actor: { kind: 'bot' },
  account: 'acme',
  record: `R${n}`,
  facts: { n },
})

const chain = (instance: string, count: number): readonly ChainEntry[] => {
  const entries: ChainEntry[] = []
  for (let n = 1; n <= count; n += 1) {
    const last = entries.at(-1)
    entries.push(linked(last ? headOf(last) : newChain(instance), event(n), Date.UTC(2026, 8, n)))
  }
  return entries
}

const nine = chain('one', 9)
const lines = nine.map(lineOf)
const text = (of: readonly string[]): string => of.map((line) => `${line}\n`).join('')
/** Three months of one instance, three entries each. */
const months = (): Record<string, string> => ({
  '2026-09.jsonl': text(lines.slice(0, 3)),
  '2026-10.jsonl': text(lines.slice(3, 6)),
  '2026-11.jsonl': text(lines.slice(6)),
})
/** Another instance saw the head of the first one when it started. */
const witness = text([
  lineOf(linked(newChain('two'), trailOpened([headOf(nine[8] as ChainEntry)]), Date.UTC(2026, 8, 10))),
])

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'verify-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Verifies these files; what it says names them without their folder. */
const verify = async (files: Readonly<Record<string, string>>) => {
  const dir = await mkdtemp(join(root, 'trail-'))
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await writeFile(join(dir, name), content)
      return join(dir, name)
    }),
  )
  const { code, out } = await runVerb('audit-verify.ts', 'auditVerify', paths)
  return { code, said: out.split('\n')[0]?.replaceAll(`${dir}/`, '') ?? '', out }
}

test('a trail that nobody touched is intact, also beside another one', async () => {
  expect(await verify(months())).toMatchObject({ code: 0, said: 'Intact: 9 entries of 1 instance(s).' })
  expect(await verify({ ...months(), 'two.jsonl': witness })).toMatchObject({ code: 0 })
})

type Change = (files: Record<string, string>) => void
const inOctober =
  (change: (three: string[]) => string[]): Change =>
  (files) => {
    files['2026-10.jsonl'] = text(change(lines.slice(3, 6)))
  }
/** Written by somebody who knows how hashes are made. */
const forged = lineOf(linked(headOf(nine[4] as ChainEntry), event(99), Date.UTC(2026, 8, 5)))

test.for<[string, Change, RegExp]>([
  [
    'changed',
    inOctober(([a = '', b = '', c = '']) => [a, b.replace('"n":5', '"n":6'), c]),
    /10\.jsonl:2: .*was edited/,
  ],
  ['removed', inOctober(([a = '', , c = '']) => [a, c]), /10\.jsonl:2: entry 5 of one was removed/],
  ['inserted', inOctober(([a = '', b = '', c = '']) => [a, b, forged, c]), /10\.jsonl:4: entry 6 stands after entry 6/],
  ['inserted without a hash', inOctober((all) => ['{"v":1,"seq":4}', ...all]), /10\.jsonl:1: .*was edited/],
  [
    'replaced, its hash made to fit',
    inOctober(([a = '', b = '']) => [a, b, forged]),
    /11\.jsonl:1: entry 7 does not follow/,
  ],
  ['swapped', inOctober(([a = '', b = '', c = '']) => [a, c, b]), /10\.jsonl:2: entry 5 of one was removed/],
  ['repeated', inOctober(([a = '', b = '', c = '']) => [a, b, b, c]), /10\.jsonl:3: entry 5 stands after entry 5/],
  [
    'cut in its last line',
    (files) => {
      files['2026-11.jsonl'] = files['2026-11.jsonl']?.slice(0, -40) ?? ''
    },
    /11\.jsonl:3: .*was edited or cut off/,
  ],
  [
    'without a month',
    (files) => {
      delete files['2026-10.jsonl']
    },
    /11\.jsonl:1: entries 4 to 6 of one were removed/,
  ],
  [
    'without its last month, which another instance has seen',
    (files) => {
      delete files['2026-11.jsonl']
      files['two.jsonl'] = witness
    },
    /two\.jsonl:1: one had 9 entries when this was written: some were removed from its end/,
  ],
  [
    'cut at the end of a line, which another instance has seen',
    (files) => {
      files['2026-11.jsonl'] = text(lines.slice(6, 8))
      files['two.jsonl'] = witness
    },
    /two\.jsonl:1: one had 9 entries/,
  ],
])('a trail that was %s is broken, and the first broken link is named', async ([, change, found]) => {
  const files = months()
  change(files)
  const { code, said } = await verify(files)
  expect(said).toMatch(/^BROKEN at /)
  expect(said).toMatch(found)
  expect(code).toBe(1)
})

test('what cannot be known from the files alone is a note: entries before them, and the head to compare with its anchor', async () => {
  const { '2026-09.jsonl': _first, ...later } = months()
  const without = await verify(later)
  expect(without.code).toBe(0)
  expect(without.out).toContain('one begins with entry 4; the ones before are not among these files')
  const { '2026-11.jsonl': _last, ...earlier } = months()
  const cut = await verify(earlier)
  expect(cut.out).toContain(`one: last entry 6, head ${nine[5]?.hash}`)
})
