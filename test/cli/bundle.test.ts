import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundleOf, newUuid, newValue, oldUuid, oldValue, tokenFile } from '../core/bundle/support/samples.ts'
import { fileIn } from '../core/bundle/support/unpack.ts'

let dir: string
let input: string
let output: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-bundle-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))
beforeEach(() => {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true })
  input = join(dir, 'in.tgz')
  output = join(dir, 'out.tgz')
  writeFileSync(input, bundleOf())
})

const main = new URL('../../src/cli/', import.meta.url)

/** Runs a verb in a process of its own, with the given text on its standard input. */
const run = (file: 'bundle-inspect' | 'bundle-rewrite', args: readonly string[], given = '') =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const name = file === 'bundle-inspect' ? 'bundleInspect' : 'bundleRewrite'
    const script = `import { ${name} } from '${new URL(`${file}.ts`, main).href}'; process.exitCode = await ${name}(process.argv.slice(1))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], { stdio: 'pipe' })
    const texts = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      texts.out += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      texts.err += String(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
    child.stdin.end(given)
  })

const rewrite = (...more: readonly string[]) =>
  run('bundle-rewrite', [input, '--from', 'shop', '--to', 'shop_r2', '--version', '1.1', '-o', output, ...more])

const toReference = ['--reference', newUuid]

describe('bundle inspect', () => {
  test('prints the documented JSON', async () => {
    writeFileSync(
      input,
      bundleOf({ 'edgekv_tokens.js': tokenFile({ value: oldValue }, { key: 'b', reference: oldUuid }) }),
    )
    const { code, out, err } = await run('bundle-inspect', [input, '--json'])
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toEqual({
      version: '1.0',
      helper: { path: 'edgekv.js', version: '0.6.3', references: true },
      tokenFiles: [
        {
          path: 'edgekv_tokens.js',
          entries: [
            {
              key: 'namespace-shop',
              namespace: 'shop',
              name: 'shop',
              kind: 'value',
              expiresAt: '2027-01-15T08:00:00.000Z',
              line: 2,
            },
            { key: 'b', namespace: 'b', name: 'shop', kind: 'reference', uuid: oldUuid, line: 6 },
          ],
        },
      ],
      problems: [
        expect.objectContaining({ code: 'key-without-namespace', path: 'edgekv_tokens.js', line: 6, column: 3 }),
      ],
    })
    expect(out).not.toContain(oldValue)
  })

  test('prints for people, without values', async () => {
    writeFileSync(input, bundleOf({ 'edgekv_tokens.js': tokenFile({ value: oldValue }) }))
    const { code, out } = await run('bundle-inspect', [input])
    expect(code).toBe(0)
    expect(out).toBe(
      'Version: 1.0\nHelper library: edgekv.js 0.6.3, can send references\nedgekv_tokens.js\n  2: namespace-shop  shop  value, expires 2027-01-15T08:00:00.000Z\n',
    )
  })

  test('what cannot be read is one sentence or a problem, and exit code 1; wrong usage is 2', async () => {
    expect(await run('bundle-inspect', [join(dir, 'nothing.tgz')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('there is no such file'),
    })
    expect(await run('bundle-inspect', [dir])).toMatchObject({
      code: 1,
      err: expect.stringContaining('it is a folder'),
    })
    writeFileSync(input, 'no archive')
    const broken = await run('bundle-inspect', [input, '--json'])
    expect([broken.code, JSON.parse(broken.out).problems[0].code]).toEqual([1, 'gzip-invalid'])
    const told = `This bundle cannot be read.\n${input} gzip-invalid: The file is not packed with gzip.\n`
    expect((await run('bundle-inspect', [input])).out).toContain(told)
    expect((await run('bundle-inspect', [])).code).toBe(2)
  })
})

const config = (bundles: string): string => {
  const path = join(dir, 'edgekv-chatops.yml')
  writeFileSync(
    path,
    `accounts: [{ name: acme }]
groups: { approvers-group: { slackUserGroup: S012 } }
owners: [{ match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: approvers-group }]
bundles: ${bundles}
`,
  )
  return path
}

describe('the limits of a configuration', () => {
  test('hold for both verbs; without one the defaults do, for what is packed too', async () => {
    const tight = await run('bundle-inspect', [input, '--config', config('{ maxUnpacked: 2KB }'), '--json'])
    expect([tight.code, JSON.parse(tight.out).problems[0].code]).toEqual([1, 'unpacked-too-large'])
    const small = await rewrite(...toReference, '--config', config('{ maxPacked: 300 }'), '--json')
    expect([small.code, JSON.parse(small.out).problems[0].code]).toEqual([1, 'packed-too-large'])
    writeFileSync(input, Buffer.alloc(10_000_001))
    const huge = await run('bundle-inspect', [input, '--json'])
    expect([huge.code, JSON.parse(huge.out).problems[0].code]).toEqual([1, 'unpacked-too-large'])
  })

  test('that is wrong are told as `config check` tells them', async () => {
    const { code, err } = await run('bundle-inspect', [input, '--config', config('{ maxUnpacked: plenty }')])
    expect([code, err]).toEqual([1, expect.stringMatching(/:4:\d+.*bundles\.maxUnpacked: found "plenty"/)])
  })

  test('an endless input ends at the limit', async () => {
    const endless = await run('bundle-inspect', ['/dev/zero', '--json'])
    expect([endless.code, JSON.parse(endless.out).problems[0].code]).toEqual([1, 'unpacked-too-large'])
  })
})

describe('bundle rewrite', () => {
  test('writes the bundle with mode 0644 and prints the documented JSON', async () => {
    const { code, out, err } = await rewrite(...toReference, '--json')
    const bytes = readFileSync(output)
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toEqual({
      changed: [{ path: 'edgekv_tokens.js', key: 'namespace-shop', from: 'shop', to: 'shop_r2' }],
      version: { from: '1.0', to: '1.1' },
      problems: [],
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect(statSync(output).mode & 0o777).toBe(0o644)
    expect(await fileIn(bytes, 'edgekv_tokens.js')).toContain(newUuid)
    expect(readdirSync(dir).toSorted()).toEqual(['in.tgz', 'out.tgz'])
  })

  test('takes a value from standard input and prints it nowhere', async () => {
    writeFileSync(input, bundleOf({ 'edgekv_tokens.js': tokenFile({ value: oldValue }) }))
    const { code, out, err } = await run(
      'bundle-rewrite',
      [input, '--from', 'shop', '--to', 'shop', '--value-stdin', '--version', '2', '-o', output],
      `${newValue}\n`,
    )
    expect(code).toBe(0)
    expect(`${out}${err}`).not.toContain(newValue.slice(0, 40))
    expect(await fileIn(readFileSync(output), 'edgekv_tokens.js')).toContain(newValue)
  })

  test('refuses with problems and exit code 1, and writes nothing', async () => {
    writeFileSync(input, bundleOf({ 'main.js': `${'\n'.repeat(40)}${oldUuid}` }))
    writeFileSync(output, 'as it was')
    const refused = await rewrite(...toReference, '--json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out).problems).toMatchObject([
      { code: 'token-elsewhere', path: 'main.js', line: 41, column: 1 },
    ])
    const forPeople = await rewrite(...toReference)
    expect(forPeople).toMatchObject({ code: 1, out: '' })
    expect(forPeople.err).toContain('main.js:41:1 token-elsewhere: ')
    expect(forPeople.err).toContain('Nothing was written.')
    expect(readFileSync(output, 'utf8')).toBe('as it was')
    expect(readdirSync(dir)).toHaveLength(2)
  })

  test.each([
    ['repeated', ['--namespace', 'a', '--namespace', 'c']],
    ['with a comma', ['--namespace=a,c']],
    ['as words', ['--namespace', 'a', 'c']],
  ])('--namespace %s', async (_, words) => {
    const text = tokenFile(...['a', 'b', 'c'].map((ns) => ({ key: `namespace-${ns}`, reference: oldUuid })))
    writeFileSync(input, bundleOf({ 'edgekv_tokens.js': text }))
    const { out } = await rewrite(...toReference, '--json', ...words)
    expect(JSON.parse(out).changed.map(({ key }: { key: string }) => key)).toEqual(['namespace-a', 'namespace-c'])
  })

  test('replaces the input only when it is named by the same path', async () => {
    const before = readFileSync(input)
    symlinkSync(input, output)
    expect(await rewrite(...toReference)).toMatchObject({ code: 1, err: expect.stringContaining('by another path') })
    rmSync(output)
    linkSync(input, output)
    expect((await rewrite(...toReference)).code).toBe(1)
    expect(readFileSync(input).equals(before)).toBe(true)
    output = input
    expect((await rewrite(...toReference)).code).toBe(0)
    expect(await fileIn(readFileSync(input), 'edgekv_tokens.js')).toContain(newUuid)
  })

  test('an output that cannot be written leaves nothing behind', async () => {
    output = join(dir, 'no', 'such', 'folder.tgz')
    expect(await rewrite(...toReference)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('cannot be written'),
    })
    output = dir
    expect((await rewrite(...toReference)).code).toBe(1)
    output = '/dev/null'
    expect(await rewrite(...toReference)).toMatchObject({ code: 1, err: expect.stringContaining('no plain file') })
    expect(readdirSync(dir)).toEqual(['in.tgz'])
  })

  test.each([
    [['x.tgz'], 'Which token?'],
    [['x.tgz', '--from', 'a', '--to', 'b', '-o', 'o'], 'either by --reference'],
    [
      ['x.tgz', '--from', 'a', '--to', 'b', '--reference', newUuid, '--value-stdin', '-o', 'o'],
      'either by --reference',
    ],
    [['x.tgz', '--from', 'a', '--to', 'b', '--reference', newUuid, '-o', 'o'], 'Which version?'],
    [['x.tgz', '--from', 'a', '--to', 'b', '--reference', newUuid, '--version', '1'], 'Where to?'],
    [['--from', 'a', '--to', 'b', '--reference', newUuid, '--version', '1', '-o', 'o'], 'Which file?'],
    [
      ['x.tgz', 'y.tgz', '--from', 'a', '--to', 'b', '--reference', newUuid, '--version', '1', '-o', 'o'],
      'Which file?',
    ],
  ])('%j is wrong usage', async (args, sentence) => {
    const { code, out, err } = await run('bundle-rewrite', args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(sentence)
  })
})
