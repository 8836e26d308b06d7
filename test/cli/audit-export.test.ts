import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { headOf, lineOf, linked, newChain } from '../../src/core/audit/chain.ts'
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

const run = (...args: string[]) => runVerb('audit-export.ts', 'auditExport', ['--dir', dir, ...args])
const day = ['--from', '2026-11-24', '--to', '2026-11-24']

test.for<[string[], number]>([
  [[], 3],
  [['--account', 'acme'], 2],
  [['--rotation', 'R3'], 1],
  [['--token', 'mkt_token1'], 1],
  [['--only', 'break-glass'], 1],
])('exports what %j asks for', async ([more, count]) => {
  const { code, out } = await run(...day, ...more, '--format', 'jsonl')
  expect(code).toBe(0)
  expect(out.trim().split('\n')).toHaveLength(count)
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
])('refuses %j with exit code 2', async (args) => {
  expect((await run(...args)).code).toBe(2)
})

test('leaves out a line that was edited, and says so', async () => {
  await writeFile(join(dir, 'audit-2026-11-two.jsonl'), '{"v":1,"seq":1}\n')
  const { code, err } = await run(...day)
  expect(code).toBe(1)
  expect(err).toMatch(/1 line\(s\) are not as they were written/)
})
