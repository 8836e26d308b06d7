import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { type ChainHead, headOf, lineOf, linked, newChain } from '../../src/core/audit/chain.ts'
import { runVerb } from './run-verb.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const person = (name: string) =>
  ({ kind: 'person', id: `person:${name}`, name, from: { platform: 'slack', workspace: 'T1', user: name } }) as const
const bot = { kind: 'bot' } as const
const plan = '{"account":"acme","action":"rotate"}'
const rules = '{"approvals":1}'
const hostile = '=cmd()|"|<script>alert(1)</script>\n# Heading [x](javascript:y) **b**'
const about = { account: 'acme', record: 'R42', token: 'mkt_token1' } as const

const decided = { digest: sha256(plan), policy: 'default', policyHash: sha256(rules) }
/** Minutes after the start, and what happened. */
const story: readonly (readonly [number, AuditEvent])[] = [
  [
    0,
    {
      ...about,
      what: 'request.asked',
      actor: person('ana'),
      op: '1',
      facts: { mark: 'k7qx42', action: 'rotate', owner: 'marketing', state: 'asked' },
    },
  ],
  [
    1,
    {
      ...about,
      what: 'request.requested',
      actor: person('ana'),
      op: '2',
      facts: { ...decided, plan, rules, reason: hostile, state: 'requested' },
    },
  ],
  [
    2,
    {
      account: 'acme',
      record: 'R43',
      what: 'request.asked',
      actor: person('ben'),
      op: '3',
      facts: { parent: 'R42', mark: 'k7qx43' },
    },
  ],
  [
    2,
    { account: 'acme', record: 'R44', what: 'request.asked', actor: person('ben'), op: '4', facts: { mark: 'k7qx44' } },
  ],
  [3, { ...about, what: 'request.refused', actor: person('eve'), facts: { code: 'not-an-approver' } }],
  [
    90,
    {
      ...about,
      what: 'request.approved',
      actor: person('ben'),
      op: '5',
      facts: { ...decided, vote: 'approve', state: 'approved' },
    },
  ],
  [
    90,
    {
      ...about,
      what: 'request.approved',
      actor: person('ben'),
      op: '5',
      facts: { ...decided, vote: 'approve', state: 'approved' },
    },
  ],
  [91, { ...about, what: 'token.created', actor: bot, token: 'mkt_token1_r2', op: '6', facts: { uuid: 'u-2' } }],
  [
    92,
    {
      ...about,
      what: 'activation.requested',
      actor: bot,
      op: '7',
      facts: { edgeWorkerId: '4101', network: 'STAGING', version: '1.1-k7qx42.1', activationId: 7 },
    },
  ],
  [99, { ...about, what: 'rotation.succeeded', actor: bot, op: '8', facts: { outcome: 'Done.', state: 'succeeded' } }],
]

const start = Date.parse('2026-11-24T12:00:00Z')
let head: ChainHead
const lines = (events: typeof story): string[] =>
  events.map(([minutes, event]) => {
    const entry = linked(head, event, start + minutes * 60_000)
    head = headOf(entry)
    return lineOf(entry)
  })

let root: string
let dir: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'evidence-'))
})
beforeEach(async () => {
  dir = await mkdtemp(join(root, 'trail-'))
  head = newChain('one')
  await put('audit-2026-11-one.jsonl', lines(story))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const put = (name: string, all: readonly string[]) => writeFile(join(dir, name), `${all.join('\n')}\n`)
const make = (name: string, ...more: string[]) =>
  runVerb('audit-evidence.ts', 'auditEvidence', [name, '--dir', dir, '-o', join(dir, 'out'), ...more])
const paper = (name: string) => readFile(join(dir, 'out', name), 'utf8')

test('one rotation’s papers hold request, plan, policy, votes, ids, waits, outcome, and the place of each event', async () => {
  expect(await make('r42', '--json')).toMatchObject({ code: 0, err: '' })
  const evidence = JSON.parse(await paper('evidence.json'))
  expect(evidence).toMatchObject({
    v: 1,
    life: { account: 'acme', record: 'R42', mark: 'k7qx42' },
    retries: ['R43'],
    reason: hostile,
    plan: { holds: true, sha256: sha256(plan) },
    policy: { holds: true, name: 'default' },
    votes: [{ vote: 'approve', by: { id: 'person:ben' }, digest: sha256(plan) }],
    akamai: {
      tokens: [{ name: 'mkt_token1_r2', uuid: 'u-2' }],
      activations: [{ edgeWorkerId: '4101', activationId: '7', version: '1.1-k7qx42.1' }],
    },
    outcome: { state: 'succeeded', sentence: 'Done.' },
    chain: { whole: true, entries: 10 },
  })
  expect(evidence.waits).toMatchObject([
    { state: 'asked' },
    { state: 'requested', cause: 'for approval', from: '2026-11-24T12:01:00.000Z', to: '2026-11-24T13:30:00.000Z' },
    { state: 'approved' },
  ])
  expect(evidence.events.map(({ record }: { record: string }) => record)).not.toContain('R44')
  expect(evidence.events[0].proof).toMatchObject({ line: 1, instance: 'one', seq: 1, prev: '0'.repeat(64) })
  expect(sha256(await paper('plan.json'))).toBe(sha256(plan))
  const trail = await readFile(join(dir, 'audit-2026-11-one.jsonl'), 'utf8')
  for (const line of (await paper('entries.jsonl')).trimEnd().split('\n')) expect(trail).toContain(line)
})

test('what people typed is no markup in the readable paper', async () => {
  await make('R42')
  const text = await paper('evidence.md')
  expect(text).not.toMatch(/(^|[^\\])</)
  expect(text).not.toMatch(/^# Heading/m)
  expect(text).toContain('\\<script\\>')
  for (const line of text.split('\n').filter((one) => one.startsWith('| ')))
    expect(line.replaceAll('\\|', '').split('|').length).toBeGreaterThan(4)
})

test('papers are never overwritten', async () => {
  await make('R42')
  const before = await paper('evidence.json')
  const again = await make('R42')
  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toMatch(/out is not empty, and nothing in it is overwritten/)
  expect(await paper('evidence.json')).toBe(before)
})

test('a broken chain is said in the papers and by the exit code', async () => {
  const whole = (await readFile(join(dir, 'audit-2026-11-one.jsonl'), 'utf8')).trimEnd().split('\n')
  await put('audit-2026-11-one.jsonl', whole.toSpliced(4, 1))
  const made = await make('R42')
  expect([made.code, made.out]).toEqual([1, expect.stringMatching(/BROKEN at .*one.jsonl:5/)])
  expect(await paper('evidence.md')).toMatch(/BROKEN at .*entry 5 of one was removed/)
})

test('a plan that is not the one of the digest is said', async () => {
  head = newChain('two')
  const forged = story.map(
    ([at, event]) => [at, event.op === '2' ? { ...event, facts: { ...event.facts, plan: '{}' } } : event] as const,
  )
  await put('audit-2026-11-one.jsonl', lines(forged))
  const made = await make('R42')
  expect([made.code, made.out]).toEqual([1, expect.stringMatching(/DOES NOT HAVE THE DIGEST/)])
})

test('what was written late, or by a machine whose clock is behind, is in the papers', async () => {
  head = newChain('two')
  const skewed = story.map(([at, event], n): (typeof story)[number] => {
    if (n === 0) return [95, { ...event, facts: { ...event.facts, happenedAt: new Date(start).toISOString() } }]
    return n === 1 ? [-0.5, event] : [at, event]
  })
  await put('audit-2026-11-one.jsonl', lines(skewed.toSorted(([a], [b]) => a - b)))
  expect(await make('R42')).toMatchObject({ code: 0, err: '' })
  const { events, life, plan: shown } = JSON.parse(await paper('evidence.json'))
  expect(life.from).toBe(new Date(start).toISOString())
  expect(shown.holds).toBe(true)
  expect(events.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['request.asked', 'request.requested', 'request.refused', 'request.approved']),
  )
})

test('a number that was given twice, because Redis was lost, is told apart by its mark', async () => {
  const later = story
    .slice(0, 2)
    .map(
      ([at, event]) =>
        [at + 9_000, { ...event, op: `x${event.op}`, facts: { ...event.facts, mark: 'zzzz42' } }] as const,
    )
  await put('audit-2026-12-one.jsonl', lines(later))
  expect((await make('R42')).err).toMatch(/R42 is acme R42 \(k7qx42\) .* and acme R42 \(zzzz42\) .*Say which/)
  expect(await make('zzzz42')).toMatchObject({ code: 0 })
  expect(JSON.parse(await paper('evidence.json'))).toMatchObject({ outcome: { state: 'requested' }, events: [{}, {}] })
})

test.each([
  [['R99'], 1, /There is no R99 in this trail/],
  [['R42', '--account', 'other'], 1, /There is no R42 in this trail in account other/],
  [['R42', 'R43'], 2, /Which rotation/],
  [['R42', '--dir', '/nowhere'], 1, /There is no folder \/nowhere/],
] as const)('refuses %j with %i', async ([name, ...more], code, sentence) => {
  const ran = await make(name, ...more)
  expect([ran.code, ran.out]).toEqual([code, ''])
  expect(ran.err).toMatch(sentence)
  expect(await readdir(dir)).not.toContain('out')
})

test('a folder that is a file is said in one sentence', async () => {
  await mkdir(join(dir, 'sub'))
  await writeFile(join(dir, 'out'), '')
  const ran = await make('R42')
  expect(ran.code).toBe(1)
  expect(ran.err).toMatch(/out cannot be written: a file of that name is there\.\n$/)
})

test('a folder where nothing can be made is said in one sentence, and is not waited for', async () => {
  const ran = await runVerb('audit-evidence.ts', 'auditEvidence', ['R42', '--dir', dir, '-o', '/proc/papers'])
  expect(ran.code).toBe(1)
  expect(ran.err).toMatch(/^\/proc\/papers cannot be written: [^\n]+\.\n$/)
})
