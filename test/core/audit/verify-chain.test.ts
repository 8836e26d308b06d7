import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../src/core/audit/audit-event.ts'
import { type ChainEntry, hashOf, headOf, lineOf, linked, newChain } from '../../../src/core/audit/chain.ts'
import { trailOpened } from '../../../src/core/audit/recorded-heads.ts'
import { type Verified, verifier } from '../../../src/core/audit/verify-chain.ts'

const event = (n: number, reason = `reason ${n}`): AuditEvent => ({
  what: 'request.approved',
  actor: { kind: 'person', id: 'person:ana', name: 'Ana', from: { platform: 'slack', workspace: 'T1', user: 'U1' } },
  account: 'acme',
  record: `R${n}`,
  facts: { reason, n, ids: ['1', '2'] },
})

const chain = (instance: string, events: readonly AuditEvent[]): ChainEntry[] => {
  const entries: ChainEntry[] = []
  for (const one of events) {
    const last = entries.at(-1)
    entries.push(linked(last ? headOf(last) : newChain(instance), one, Date.UTC(2026, 10, 1) + entries.length))
  }
  return entries
}

const verify = (files: Readonly<Record<string, readonly string[]>>): Verified => {
  const into = verifier()
  for (const [file, texts] of Object.entries(files)) {
    for (const [i, text] of texts.entries()) into.add(file, i + 1, text)
  }
  return into.finish()
}

const first = ({ broken }: Verified): string => `${broken[0]?.file}:${broken[0]?.line} ${broken[0]?.problem}`

const six = chain(
  'one',
  [1, 2, 3, 4, 5, 6].map((n) => event(n)),
)
const lines = six.map(lineOf)

describe('a chain', () => {
  test('that nobody touched is intact, and names its head', () => {
    expect(verify({ a: lines })).toEqual({
      entries: 6,
      heads: [{ instance: 'one', seq: 6, hash: six[5]?.hash }],
      broken: [],
      notes: [],
    })
  })

  test('goes on over several files, in whichever order they are given', () => {
    expect(verify({ b: lines.slice(4), a: lines.slice(0, 4) }).broken).toEqual([])
    expect(verify({ b: lines.slice(4) })).toMatchObject({ broken: [], notes: [expect.stringContaining('entry 5')] })
  })

  test('may share a file with another one', () => {
    const other = chain('two', [event(1), event(2)]).map(lineOf)
    const mixed = [lines[0], other[0], lines[1], other[1], ...lines.slice(2)].map(String)
    expect(verify({ a: mixed })).toMatchObject({ entries: 8, broken: [] })
  })

  test('shows an edited entry', () => {
    const edited = lines.with(2, lines[2]?.replace('reason 3', 'reason 8') ?? '')
    expect(first(verify({ a: edited }))).toMatch(/^a:3 this line was edited/)
  })

  test('shows an entry whose hash was made to fit again', () => {
    const forged = { ...six[2], event: event(9) } as ChainEntry
    const line = lineOf({ ...forged, hash: hashOf(forged) })
    expect(first(verify({ a: lines.with(2, line) }))).toBe('a:4 entry 4 does not follow from entry 3: one was replaced')
  })

  test('shows removed entries, within a file and between files', () => {
    expect(first(verify({ a: lines.toSpliced(2, 1) }))).toBe('a:3 entry 3 of one was removed')
    expect(first(verify({ a: lines.slice(0, 2), b: lines.slice(4) }))).toBe('b:1 entries 3 to 4 of one were removed')
  })

  test('shows reordered and repeated entries', () => {
    const [a, b, c, d] = lines.map(String)
    expect(first(verify({ a: [a, b, d, c].map(String) }))).toMatch(/^a:3 entry 3 of one was removed/)
    expect(first(verify({ a: [b, a, c].map(String) }))).toMatch(/^a:2 entry 1 stands after entry 2/)
    expect(first(verify({ a: lines, b: lines.slice(3) }))).toMatch(/^b:1 entry 4 stands after entry 6/)
  })

  test('shows a last line that was cut off, an empty one, and other text', () => {
    const cut = lines.with(5, lines[5]?.slice(0, -9) ?? '')
    for (const bad of [cut, [...lines, ''], [...lines, '{}'], [...lines, 'null']]) {
      expect(verify({ a: bad }).broken).toHaveLength(1)
    }
  })

  test('shows entries removed from its end once a later instance has seen them', () => {
    const witness = chain('two', [trailOpened(six.slice(5).map(headOf))]).map(lineOf)
    expect(verify({ a: lines, b: witness }).broken).toEqual([])
    expect(first(verify({ a: lines.slice(0, 4), b: witness }))).toMatch(/^b:1 one had 6 entries/)
    expect(verify({ b: witness }).notes).toEqual([expect.stringContaining('one is mentioned')])
  })

  test.for<object>([
    { what: 'request.asked' },
    { what: 'request.asked', actor: null },
    { what: 'request.asked', actor: { kind: 'person', id: 'x', name: 'x' } },
    { ...event(1), record: 1 },
    { ...event(1), facts: { reason: null } },
    { ...event(1), facts: { reason: { toString: 'x' } } },
    { ...event(1), facts: 'x' },
  ])('takes nothing for an entry that this program cannot have written, though its hash fits: %j', (odd) => {
    const forged = { ...six[0], event: odd } as ChainEntry
    const line = lineOf({ ...forged, hash: hashOf(forged) })
    expect(first(verify({ a: [line] }))).toBe('a:1 this line is no entry: it was edited or cut off')
  })

  test('takes no entry whose time is none', () => {
    const forged = { ...six[0], at: 'yesterday' } as ChainEntry
    expect(verify({ a: [lineOf({ ...forged, hash: hashOf(forged) })] }).broken).toHaveLength(1)
  })

  test('says so when a newer version wrote an entry', () => {
    expect(first(verify({ a: [lines[0]?.replace('"v":1', '"v":2') ?? ''] }))).toContain('newer version')
  })

  test('holds nothing that looks like a token value', () => {
    const canary = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2ln'
    const [entry] = chain('one', [event(1, `leaked: ${canary}`)])
    if (!entry) throw new Error('one entry')
    expect(lineOf(entry)).not.toContain('eyJ')
    expect(verify({ a: [lineOf(entry)] }).broken).toEqual([])
  })

  test('shows any single changed byte, wherever it is', () => {
    const whole = lines.join('\n')
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = whole.slice(0, at) + String.fromCharCode(code) + whole.slice(at + 1)
        const { broken } = verify({ a: changed.split('\n') })
        expect(broken.length > 0).toBe(changed !== whole)
      }),
      { numRuns: 300 },
    )
  })

  test('survives whatever people type as a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (reason) => {
        const entries = chain('one', [event(1, reason), event(2, '\u2028\u0000"\\')])
        expect(verify({ a: entries.map(lineOf) }).broken).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
