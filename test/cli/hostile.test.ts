import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

let dir: string
const at = (name: string): string => join(dir, name)
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'hostile-'))
  writeFileSync(at('empty'), '')
  writeFileSync(at('binary'), Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x1f, 0x8b]))
  writeFileSync(at('huge.yaml'), `accounts: [${'{ name: a },'.repeat(400_000)}]\n`)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const fileVerbs: readonly (readonly [string, (file: string) => readonly string[]])[] = [
  ['config check', (file) => ['config', 'check', file]],
  ['bundle inspect', (file) => ['bundle', 'inspect', file]],
  [
    'bundle rewrite',
    (file) => [
      'bundle',
      'rewrite',
      file,
      '--from',
      'a',
      '--to',
      'b',
      '--reference',
      '5f19aaaa-0000-5000-8000-00000000000a',
      '--version',
      '2',
      '-o',
      at('out'),
    ],
  ],
  ['simulate', (file) => ['simulate', '--config', file, '--tokens', file, '--from', '2026-01-01', '--days', '3']],
  ['audit verify', (file) => ['audit', 'verify', file]],
  ['audit export', (file) => ['audit', 'export', '--from', '2026-01-01', '--to', '2026-01-02', '--dir', file]],
  ['audit evidence', (file) => ['audit', 'evidence', 'R1', '--dir', file, '-o', at('out')]],
  ['sandbox --seed', (file) => ['sandbox', '--seed', file]],
  ['list', () => ['list']],
  ['start', () => ['start']],
  ['doctor', () => ['doctor']],
]
const usual = ['nowhere', '.', 'binary'] as const
/** Everything of a kind reads its files in one way: the rest is for one of each. */
const more: Partial<Record<string, readonly string[]>> = {
  'config check': ['empty', 'huge.yaml'],
  start: ['huge.yaml'],
  'bundle inspect': ['empty'],
}

test.for(fileVerbs)(
  '%s answers whatever file it is given in sentences, and never with a stack',
  { timeout: 120_000 },
  async ([verb, args]) => {
    const files = [...usual, ...(more[verb] ?? [])]
    const runs = files.map(async (file) => {
      const ran = await runCli(args(at(file)), { EDGEKV_CHATOPS_CONFIG: at(file), REDIS_URL: 'redis://127.0.0.1:1' })
      const said = `${ran.out}${ran.err}`
      expect([file, ran.code === 1 || ran.code === 2]).toEqual([file, true])
      expect(said).not.toMatch(/\n\s+at |node:internal|TypeError|\[object/)
      expect(said.trim().length).toBeGreaterThan(10)
      expect(said.length).toBeLessThan(100_000)
    })
    await Promise.all(runs)
  },
)
