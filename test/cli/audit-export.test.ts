import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { headOf, lineOf, linked, newChain } from '../../src/core/audit/chain.ts'
import { runCli } from './run-cli.ts'
import { runVerb } from './run-verb.ts'

const at = Date.parse('2026-11-24T12:00:00Z')
const bot = { kind: 'bot' } as const
const events: readonly AuditEvent[] = [
  { what: 'request.asked', actor: bot, account: 'acme', record: 'R1', facts: { reason: '=cmd()' } },
  { what: 'break-glass.used', actor: bot, account: 'acme', record: 'R2', token: 'mkt_token1' },
  { what: 'request.asked', actor: bot, account: 'globex', record: 'R3' },
]

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'export-'))
  let head = newChain('one')
  const lines = events.map((event) => {
    const entry = linked(head, event, at)
    head = headOf(entry)
    return lineOf(entry)
  })
  await writeFile(join(dir, 'audit-2026-11-one.jsonl'), `${lines.join('\n')}\n`)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const run = (...args: string[]) =>
  runVerb('audit-export.ts', 'auditExport', args.includes('--dir') ? args : ['--dir', dir, ...args])
const day = ['--from', '2026-11-24', '--to', '2026-11-24']

test.for<[string[], number]>([
  [[], 3],
  [['--account', 'acme'], 2],
  [['--rotation', 'R3'], 1],
  [['--rotation', 'r3'], 1],
  [['--rotation', 'R9'], 0],
  [['--token', 'mkt_token1'], 1],
  [['--token', 'mkt_token1_r7'], 1],
  [['--only', 'break-glass'], 1],
])('exports what %j asks for', async ([more, count]) => {
  const { code, out, err } = await run(...day, ...more, '--format', 'jsonl')
  expect(code).toBe(0)
  expect(err).toBe(count === 0 ? 'No entry of this trail is what was asked for.\n' : '')
  expect(out.split('\n').filter((line) => line !== '')).toHaveLength(count)
})

test('prints a heading and no formula as CSV', async () => {
  const { out } = await run(...day)
  expect(out.split('\n')[0]).toMatch(/^at,instance,seq,what/)
  expect(out).toContain(`"'=cmd()"`)
})

test.for([
  ['--from', '2026-11-24'],
  [...day, '--format', 'xml'],
  [...day, '--only', 'fun'],
  ['--from', 'x', '--to', 'y'],
  ['--from', '1', '--to', '2'],
  ['--from', '2026-02-30', '--to', '2026-03-01'],
  ['--from', '2026-11-25', '--to', '2026-11-24'],
  [...day, '--rotation', '42'],
  [...day, '--rotation', 'k7qx42'],
])('refuses %j with exit code 2', async (args) => {
  expect((await run(...args)).code).toBe(2)
})

const entries = (instance: string, all: readonly (readonly [string, AuditEvent])[]): string => {
  let head = newChain(instance)
  return all
    .map(([at, event]) => {
      const entry = linked(head, event, Date.parse(at))
      head = headOf(entry)
      return `${lineOf(entry)}\n`
    })
    .join('')
}

test('several instances and months come out as one timeline', async () => {
  const folder = await mkdtemp(join(dir, 'several-'))
  const made = (n: number): AuditEvent => ({ what: 'request.asked', actor: bot, record: `R${n}` })
  const t = (day: string) => `2026-${day}T12:00:00Z`
  await writeFile(
    join(folder, 'audit-2026-11-b.jsonl'),
    entries('b', [
      [t('11-01'), made(1)],
      [t('11-05'), made(3)],
    ]),
  )
  await writeFile(
    join(folder, 'audit-2026-11-a.jsonl'),
    entries('a', [
      [t('11-03'), made(2)],
      [t('11-09'), made(4)],
    ]),
  )
  await writeFile(join(folder, 'audit-2026-12-c.jsonl'), entries('c', [[t('12-01'), made(5)]]))
  await writeFile(join(folder, 'audit-2026-12-empty.jsonl'), '')
  const { code, out } = await run('--from', '2026-11-01', '--to', '2026-12-31', '--format', 'jsonl', '--dir', folder)
  const records = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event.record)
  expect([code, records]).toEqual([0, ['R1', 'R2', 'R3', 'R4', 'R5']])
})

test('break-glass says whether its review is still owed, also when it was closed in another month', async () => {
  const folder = await mkdtemp(join(dir, 'glass-'))
  const glass = (record: string): AuditEvent => ({
    what: 'break-glass.used',
    actor: bot,
    account: 'acme',
    record,
    facts: {
      digest: 'd',
      policy: 'default',
      policyHash: 'h',
      reviewBy: '2026-11-25T12:00:00.000Z',
      plan: '{"long":1}',
    },
  })
  const ben = { kind: 'person', id: 'person:ben', name: 'ben', from: { platform: 'slack', workspace: 'T', user: 'B' } }
  const reviewed = { what: 'break-glass.reviewed', actor: ben, account: 'acme', record: 'R1' } as const
  const november: readonly (readonly [string, AuditEvent])[] = [
    ['2026-11-24T12:00:00Z', glass('R1')],
    ['2026-11-24T13:00:00Z', glass('R2')],
  ]
  const month = { ...reviewed, actor: { ...ben, kind: 'person', from: { ...ben.from, platform: 'slack' } } } as const
  await writeFile(join(folder, 'a.jsonl'), entries('a', november))
  await writeFile(join(folder, 'b.jsonl'), entries('b', [['2026-12-02T12:00:00Z', month]]))
  const { out } = await run(...day, '--only', 'break-glass', '--dir', folder)
  const [heading = '', ...rows] = out.trimEnd().split('\n')
  const review = heading.split(',').indexOf('review')
  expect(rows.map((row) => row.split(',')[review])).toEqual([
    'closed 2026-12-02T12:00:00.000Z by ben',
    'owed by 2026-11-25T12:00:00.000Z',
  ])
  expect(out).not.toContain('long')
})

test('a review closes what was done before it, not what a new Redis gave the same number to', async () => {
  const folder = await mkdtemp(join(dir, 'twice-'))
  const used = (reason: string): AuditEvent => ({
    what: 'break-glass.used',
    actor: bot,
    account: 'acme',
    record: 'R1',
    facts: { reason, reviewBy: '2026-11-25T12:00:00.000Z' },
  })
  const from = { platform: 'slack', workspace: 'T', user: 'B' } as const
  const ben = { kind: 'person', id: 'person:ben', name: 'ben', from } as const
  const reviewed: AuditEvent = { what: 'break-glass.reviewed', actor: ben, account: 'acme', record: 'R1' }
  await writeFile(
    join(folder, 'a.jsonl'),
    entries('a', [
      ['2026-11-20T12:00:00Z', used('never looked at')],
      ['2026-11-21T12:00:00Z', used('looked at')],
      ['2026-11-22T12:00:00Z', reviewed],
      ['2026-11-23T12:00:00Z', used('after that')],
    ]),
  )
  const { out } = await run('--from', '2026-11-01', '--to', '2026-11-30', '--dir', folder)
  const [heading = '', ...rows] = out.trimEnd().split('\n')
  const columns = heading.split(',')
  const shown = rows.map((line) => line.split(','))
  expect(shown.map((cells) => [cells[columns.indexOf('reason')], cells[columns.indexOf('review')]])).toEqual([
    ['never looked at', 'owed by 2026-11-25T12:00:00.000Z'],
    ['looked at', 'closed 2026-11-22T12:00:00.000Z by ben'],
    ['', 'closed by this'],
    ['after that', 'owed by 2026-11-25T12:00:00.000Z'],
  ])
})

test('leaves out a line that was edited, and says so', async () => {
  await writeFile(join(dir, 'audit-2026-11-two.jsonl'), '{"v":1,"seq":1}\n')
  const { code, err } = await run(...day)
  expect(code).toBe(1)
  expect(err).toMatch(/1 line\(s\) are not as they were written/)
})

test('a folder that is not there fails, and was not used wrongly', async () => {
  expect(await run(...day, '--dir', '/nowhere')).toMatchObject({ code: 1, err: expect.stringContaining('/nowhere') })
})

test('a folder without a trail is no empty trail', async () => {
  const folder = await mkdtemp(join(dir, 'other-'))
  await writeFile(join(folder, 'notes.txt'), 'x')
  const { code, out, err } = await run(...day, '--dir', folder)
  expect([code, out, err]).toEqual([1, '', `There is no trail in ${folder}: none of its files ends in .jsonl.\n`])
})

test('a configuration that is wrong does not send the export to another folder unseen', async () => {
  const config = join(dir, 'wrong.yaml')
  await writeFile(config, 'colour: blue\n')
  const { code, out, err } = await runCli(['audit', 'export', ...day], { EDGEKV_CHATOPS_CONFIG: config })
  expect([code, out, err]).toEqual([
    1,
    '',
    expect.stringMatching(/^EDGEKV_CHATOPS_CONFIG cannot be read: .*--dir\.\n$/),
  ])
})
