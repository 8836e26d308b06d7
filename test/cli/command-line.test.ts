import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cliVerbs } from '../../src/cli/verbs.ts'
import { type ChainEntry, headOf, lineOf, linked, newChain } from '../../src/core/audit/chain.ts'
import { runCli } from './run-cli.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-cli-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const file = (name: string, text: string): string => {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

describe('the command line', () => {
  test('helps, with every verb and what it does', async () => {
    const [bare, asked, one] = await Promise.all([
      runCli([]),
      runCli(['--help']),
      runCli(['config', 'check', '--help']),
    ])
    expect(bare).toMatchObject({ code: 0, err: '' })
    expect(bare.out).toBe(asked.out)
    expect(bare.out).toContain('edgekv-chatops audit verify FILES… [--json]')
    expect(one.out).toBe(
      'edgekv-chatops config check FILE [--json]\n  finds every problem of a configuration file at once\n',
    )
  })

  test('helps with one verb or a family of them, wherever it is asked for', async () => {
    const [family, late] = await Promise.all([
      runCli(['audit', '--help']),
      runCli(['audit', 'export', '--from', '2026-01-01', '--help']),
    ])
    expect([family.code, late.code]).toEqual([0, 0])
    expect(family.out).toMatch(/audit verify.*audit export.*audit evidence/s)
    expect(family.out).not.toContain('simulate')
    expect(late.out).toMatch(/^edgekv-chatops audit export /)
  })

  test.each([
    [['confg', 'check', 'x'], 'There is no verb "confg check". Did you mean "config check"?'],
    [['config'], 'There is no verb "config". Did you mean "config check" or "config schema" or "config example"?'],
    [['bundle'], 'Did you mean "bundle inspect" or "bundle rewrite"?'],
    [['audit', 'verfy'], 'Did you mean "audit verify"?'],
    [['xyzzy'], '"edgekv-chatops --help" lists all verbs.'],
    [['--version'], 'There is no verb "--version".'],
    [['config', 'check', 'f', '--nope'], "Unknown option '--nope'"],
    [['config', 'check', 'f', 'g'], 'Which file?'],
    [['config', 'schema', 'x'], "Unexpected argument 'x'"],
    [['config', 'example', '--json'], "Unknown option '--json'"],
    [['demo', 'default'], "Unexpected argument 'default'"],
    [['demo', '--script', 'nope'], 'There is no script nope. There are: default, one-network,'],
    [['demo', '--script', '--fast'], "Unknown option '--fast'"],
    [['sandbox', '--port', '3'], "Unknown option '--port'"],
    [['start', '--role', 'boss'], 'There is no role boss.'],
    [['audit', 'verify'], 'Which files?'],
  ])('answers %j with what is wrong, and 2', async (args, sentence) => {
    const { code, out, err } = await runCli(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

test.each(cliVerbs.map((verb) => [verb.words, verb] as const))('%s can be loaded', async (_, verb) => {
  expect(await verb.load()).toBeInstanceOf(Function)
})

describe('config', () => {
  test('example passes check and fits schema, and every top-level key has a description', async () => {
    const [example, schemaText] = await Promise.all([runCli(['config', 'example']), runCli(['config', 'schema'])])
    const checked = await runCli(['config', 'check', file('example.yaml', example.out)])
    expect(checked).toMatchObject({ code: 0, err: '' })
    expect(checked.out).toContain('example.yaml is in order: 1 account, 2 groups, 2 owners.')
    const schema = JSON.parse(schemaText.out)
    const validate = new Ajv2020({ strict: false }).compile(schema)
    expect([validate(parse(example.out)), validate.errors]).toEqual([true, null])
    expect(validate({ ...parse(example.out), colour: 'blue' })).toBe(false)
    for (const [key, property] of Object.entries(schema.properties))
      expect([key, property]).toEqual([key, expect.objectContaining({ description: expect.any(String) })])
  })

  test('check prints every problem with its place, and gives 1', async () => {
    const path = file('bad.yaml', 'accounts: []\nowners: []\ncolour: blue\n')
    const { code, out } = await runCli(['config', 'check', path])
    expect(code).toBe(1)
    expect(out.split('\n')).toEqual([
      `${path}:1:11 accounts: found an empty list, expected at least one account`,
      `${path}:2:9 owners: found an empty list, expected at least one owner, the last with match: {}`,
      expect.stringContaining(`${path}:3:1 colour: found an unknown key, expected one of: accounts`),
      '3 problems.',
      '',
    ])
    const json = await runCli(['config', 'check', path, '--json'])
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      problems: [{ where: 'accounts', line: 1, column: 11 }, {}, {}],
    })
  })

  test('check takes the file of the environment, and says it when there is none', async () => {
    expect(await runCli(['config', 'check'])).toMatchObject({ code: 2 })
    const missing = await runCli(['config', 'check'], { EDGEKV_CHATOPS_CONFIG: '/nowhere.yaml' })
    expect(missing).toMatchObject({ code: 1, err: '' })
    expect(missing.out).toContain('/nowhere.yaml: found no file, expected a YAML file')
  })
})

test('a sandbox that cannot read its world says so in one line, and gives 1', async () => {
  const path = file('world.json', '{\n"accounts": ')
  const said = `The sandbox cannot start: ${path} is no JSON.\n`
  expect(await runCli(['sandbox', '--seed', path])).toEqual({ code: 1, out: '', err: said })
})

describe('audit verify', () => {
  const entries = (count: number): ChainEntry[] => {
    const all: ChainEntry[] = []
    for (let n = 1; n <= count; n += 1) {
      const last = all.at(-1)
      const head = last ? headOf(last) : newChain('one')
      all.push(linked(head, { what: 'rotation.started', actor: { kind: 'bot' }, record: `R${n}\u2028` }, n))
    }
    return all
  }

  test('says that a trail is intact, also over a thousand entries and with line separators in them', async () => {
    const all = entries(1_000)
    const [a, b] = [all.slice(0, 600), all.slice(600)].map((part, i) =>
      file(`whole-${i}.jsonl`, `${part.map(lineOf).join('\n')}\n`),
    )
    const { code, out } = await runCli(['audit', 'verify', String(b), String(a)])
    expect(out).toBe(`Intact: 1000 entries of 1 instance(s).\n  one: last entry 1000, head ${all[999]?.hash}\n`)
    expect(code).toBe(0)
  })

  test('names the first broken link with file and line, and gives 1', async () => {
    const lines = entries(5).map(lineOf)
    const path = file('broken.jsonl', `${lines.with(1, lines[1]?.replace('R2', 'R9') ?? '').join('\n')}\n`)
    const { code, out } = await runCli(['audit', 'verify', path])
    expect([code, out.split('\n')[0]]).toEqual([
      1,
      `BROKEN at ${path}:2: this line was edited: its hash does not fit what it says (and 1 more)`,
    ])
    const json = JSON.parse((await runCli(['audit', 'verify', path, '--json'])).out)
    expect(json).toMatchObject({ intact: false, broken: [{ file: path, line: 2 }, { line: 3 }] })
  })

  test('cannot call a trail intact that has nothing in it, and says which file is empty', async () => {
    const [empty, whole] = [file('empty.jsonl', ''), file('one.jsonl', `${entries(2).map(lineOf).join('\n')}\n`)]
    expect(await runCli(['audit', 'verify', empty])).toMatchObject({ code: 1, err: '' })
    expect(JSON.parse((await runCli(['audit', 'verify', empty, '--json'])).out)).toMatchObject({ intact: false })
    const both = await runCli(['audit', 'verify', empty, whole])
    expect([both.code, both.out]).toEqual([0, expect.stringContaining(`Note: ${empty} is empty.`)])
  })

  test('says of joined files which instance lost what, and takes them when they are in order', async () => {
    const lines = entries(6).map(lineOf)
    const other = entries(2).map((_, n) =>
      lineOf(linked(newChain(`two-${n}`), { what: 'trail.opened', actor: { kind: 'bot' } }, n)),
    )
    const joined = file('joined.jsonl', `${[...lines, ...other].join('\n')}\n`)
    expect((await runCli(['audit', 'verify', joined])).out).toMatch(/^Intact: 8 entries of 3/)
    const swapped = file('swapped.jsonl', `${[...lines.slice(3), ...other, ...lines.slice(0, 3)].join('\n')}\n`)
    expect((await runCli(['audit', 'verify', swapped])).out).toMatch(/^BROKEN at .*:6: entry 1 stands after entry 6/)
  })

  test('reads a hundred thousand entries as they come, and one line of a hundred megabytes', async () => {
    const path = join(dir, 'large.jsonl')
    const out = createWriteStream(path)
    let head = newChain('one')
    for (let n = 1; n <= 100_000; n += 1) {
      const entry = linked(head, { what: 'rotation.started', actor: { kind: 'bot' }, record: `R${n}` }, n)
      head = headOf(entry)
      out.write(`${lineOf(entry)}\n`)
    }
    for (let n = 0; n < 100; n += 1) out.write('x'.repeat(1_000_000))
    await new Promise<void>((resolve) => void out.end(resolve))
    const { code, out: text } = await runCli(['audit', 'verify', path], { NODE_OPTIONS: '--max-old-space-size=64' })
    expect([code, text.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(/^BROKEN at .*:100001: this line is no entry/),
    ])
    expect(text).toContain(`one: last entry 100000, head ${head.hash}`)
  }, 60_000)

  test('is not fooled by bytes that are no text, or by a file that is something else', async () => {
    const path = file('binary.jsonl', '')
    writeFileSync(path, Buffer.concat([Buffer.from(`${entries(1).map(lineOf)}\n`), Buffer.from([0xff, 0xfe, 0x0a])]))
    expect((await runCli(['audit', 'verify', path])).out).toContain(`BROKEN at ${path}:2`)
    const own = new URL(import.meta.url).pathname
    expect(readFileSync(own).length).toBeGreaterThan(0)
    expect(await runCli(['audit', 'verify', own])).toMatchObject({ code: 1, err: '' })
    for (const missing of [dir, `${dir}/gone.jsonl`])
      expect(await runCli(['audit', 'verify', missing])).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining(missing),
      })
    const folder = await runCli(['audit', 'verify', dir])
    expect(folder.err).toContain(`${dir} is a folder: name its files, ${join(dir, '*.jsonl')}.`)
    expect(await runCli(['audit', 'verify'])).toMatchObject({ code: 2 })
  })
})
