import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  escapeHatches,
  functionLengths,
  impureCore,
  lengthOf,
  longFile,
  longFunctions,
} from './architecture/code-rules.ts'
import { forbiddenImports, unknownFolder } from './architecture/import-rules.ts'
import { inCircles } from './architecture/in-circles.ts'
import { readSources } from './architecture/source-file.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const files = readSources(`${project}/src`)

describe('every file of src', () => {
  test.each([
    ['is in a folder of the house', unknownFolder],
    ['imports what its folder may', forbiddenImports],
    ['keeps the outside world out of the core', impureCore],
    ['has no function over 40 lines', longFunctions],
    ['has no more than 250 lines', longFile],
    ['goes around neither compiler nor linter', escapeHatches],
  ])('%s', (_, rule) => {
    expect(files.flatMap(rule)).toEqual([])
  })
})

test('no file imports itself, by whatever way round', () => {
  expect(inCircles(files)).toEqual([])
})

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length

test('files and functions are small on the whole', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(median(files.map(lengthOf))).toBeLessThanOrEqual(60)
  expect(mean(files.flatMap(functionLengths))).toBeLessThanOrEqual(15)
})

describe('the linter refuses', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edgekv-chatops-lint-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each([
    ['any', 'export const a = (b: any) => b\n', 'noExplicitAny'],
    ['!', 'export const a = (b: string[]) => b[0]!.length\n', 'noNonNullAssertion'],
    ['a value import of a type', "import { Node } from 'acorn'\nexport type A = Node\n", 'useImportType'],
  ])('%s', async (_, text, rule) => {
    const file = join(folder, `${rule}.ts`)
    await writeFile(file, text)
    const biome = join(project, 'node_modules/@biomejs/biome/bin/biome')
    const args = [biome, 'lint', `--config-path=${project}`, '--vcs-enabled=false', '--reporter=github', file]
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout).toContain(rule)
  })
})
