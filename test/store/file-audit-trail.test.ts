import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import { verifier } from '../../src/core/audit/verify-chain.ts'
import type { Clock } from '../../src/core/ports/clock.ts'
import { openFileAuditTrail } from '../../src/store/file-audit-trail.ts'

const event = (record: string): AuditEvent => ({ what: 'rotation.started', actor: { kind: 'bot' }, record })

let dir: string
let now: number
let printed: string[]
const clock: Clock = { now: () => now, sleep: async () => {} }

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-audit-'))
  now = Date.UTC(2026, 10, 30, 23, 59)
  printed = []
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const openTrail = (instance = 'one', folder = dir) =>
  openFileAuditTrail({ dir: folder, instance, clock, print: (line) => printed.push(line) })

const linesIn = (file: string): string[] => readFileSync(join(dir, file), 'utf8').trimEnd().split('\n')

const verifyAll = (files = readdirSync(dir)) => {
  const into = verifier()
  for (const file of files) for (const [i, line] of linesIn(file).entries()) into.add(file, i + 1, line)
  return into.finish()
}

describe('the audit trail', () => {
  test('is on disk and printed when append resolves', async () => {
    const trail = await openTrail()
    await trail.append([event('R1'), event('R2')])
    expect(linesIn('audit-2026-11-one.jsonl')).toEqual(printed)
    expect(printed).toHaveLength(3)
    expect(trail.head()).toMatchObject({ instance: 'one', seq: 3 })
    await trail.close()
  })

  test('keeps the order of what is appended at once', async () => {
    const trail = await openTrail()
    await Promise.all(Array.from({ length: 200 }, (_, i) => trail.append([event(`R${i}`)])))
    await trail.close()
    expect(verifyAll()).toMatchObject({ entries: 201, broken: [] })
    expect(printed.map((line) => JSON.parse(line).event.record).slice(1)).toEqual(
      Array.from({ length: 200 }, (_, i) => `R${i}`),
    )
  })

  test('writes what nobody waits for with the next line that somebody waits for, in order, or soon by itself', async () => {
    const trail = await openTrail()
    const soon = trail.append([event('R1')], 'soon')
    expect(printed).toHaveLength(1)
    await trail.append([event('R2')])
    await soon
    await trail.append([event('R3')], 'soon')
    const last = trail.append([event('R4')], 'soon')
    await trail.close()
    await last
    expect(printed.map((line) => JSON.parse(line).event.record).slice(1)).toEqual(['R1', 'R2', 'R3', 'R4'])
    expect(verifyAll()).toMatchObject({ entries: 5, broken: [] })
  })

  test('turns over to a new file each month and goes on with its chain', async () => {
    const trail = await openTrail()
    await trail.append([event('R1')])
    now = Date.UTC(2026, 11, 1)
    await trail.append([event('R2')])
    now = Date.UTC(2026, 10, 30)
    await trail.append([event('R3')])
    await trail.close()
    expect(readdirSync(dir).sort()).toEqual(['audit-2026-11-one.jsonl', 'audit-2026-12-one.jsonl'])
    expect(linesIn('audit-2026-12-one.jsonl')).toHaveLength(2)
    expect(verifyAll()).toMatchObject({ entries: 4, broken: [], notes: [] })
  })

  test('goes on with the chain of an instance that comes back, also after a crash in mid-line', async () => {
    const before = await openTrail()
    await before.append([event('R1')])
    await before.close()
    appendFileSync(join(dir, 'audit-2026-11-one.jsonl'), '{"half":')
    const after = await openTrail()
    await after.append([event('R2')])
    await after.close()
    expect(verifyAll()).toMatchObject({ entries: 4, broken: [] })
    expect(verifyAll().heads).toMatchObject([{ seq: 4 }])
  })

  test('goes on behind an entry as long as a plan of thousands of targets', async () => {
    const trail = await openTrail()
    await trail.append([event('R1'), { ...event('R2'), facts: { plan: 'x'.repeat(1_500_000) } }])
    await trail.close()
    const again = await openTrail()
    await again.append([event('R3')])
    expect(again.head()).toMatchObject({ seq: 5 })
    await again.close()
    expect(verifyAll()).toMatchObject({ entries: 5, broken: [] })
  })

  test('lets every new instance witness the others, so that none can lose its end', async () => {
    const one = await openTrail('one')
    await one.append([event('R1'), event('R2')])
    await one.close()
    const two = await openTrail('two')
    await two.close()
    expect(verifyAll().broken).toEqual([])
    const file = 'audit-2026-11-one.jsonl'
    writeFileSync(join(dir, file), `${linesIn(file).slice(0, -1).join('\n')}\n`)
    expect(verifyAll().broken[0]?.problem).toContain('one had 3 entries')
  })

  test('refuses to open where it cannot write, and an instance that is no file name', async () => {
    writeFileSync(join(dir, 'file'), '')
    await expect(openTrail('one', join(dir, 'file', 'sub'))).rejects.toThrow()
    await expect(openTrail('../one')).rejects.toThrow('no name for an audit file')
  })

  test('does not resolve for what never reached the disk', async () => {
    const trail = await openTrail()
    const before = trail.head()
    await trail.close()
    await expect(trail.append([event('R1')])).rejects.toThrow()
    expect(trail.head()).toEqual(before)
    expect(printed).toHaveLength(1)
  })
})
