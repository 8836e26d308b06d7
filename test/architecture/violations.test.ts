import { describe, expect, test } from 'vitest'
import { escapeHatches, impureCore, longFile, longFunctions } from './code-rules.ts'
import { forbiddenImports, unknownFolder } from './import-rules.ts'
import { inCircles } from './in-circles.ts'
import { sourceFile } from './source-file.ts'

const violations = (path: string, text: string): string[] => {
  const file = sourceFile(path, text)
  const rules = [unknownFolder, forbiddenImports, impureCore, longFunctions, longFile, escapeHatches]
  return rules.flatMap((rule) => rule(file))
}

const value = (from: string) => `import { a } from '${from}'\nexport const b = a`
const types = (from: string) => `import type { A } from '${from}'\nexport type B = A`

test('files that import each other are found, also by a third and for types alone, and no others', () => {
  const files = [
    sourceFile('core/plan/a.ts', value('./b.ts')),
    sourceFile('core/plan/b.ts', types('./c.ts')),
    sourceFile('core/plan/c.ts', "export const a = () => import('./a.ts')"),
    sourceFile('core/plan/d.ts', value('./a.ts')),
    sourceFile('core/plan/e.ts', 'export const b = 1'),
  ]
  expect(inCircles(files)).toEqual(['core/plan/a.ts', 'core/plan/b.ts', 'core/plan/c.ts'])
  expect(inCircles([sourceFile('core/plan/d.ts', value('./e.ts')), ...files.slice(4)])).toEqual([])
})

describe('an import against the table is found', () => {
  test.each([
    ['core to the right', 'core/token/x.ts', value('../people/a.ts'), 'people is not left of token'],
    ['core to the right, of a type', 'core/audit/x.ts', types('../request/a.ts'), 'request is not left of audit'],
    [
      'core to the right, from a folder below',
      'core/rotation/steps/x.ts',
      value('../../chat/a.ts'),
      'chat is not left',
    ],
    ['plan and warning of each other', 'core/warning/x.ts', value('../plan/a.ts'), 'plan is not left of warning'],
    ['a value out of ports', 'core/plan/x.ts', value('../ports/a.ts'), 'only types'],
    ['a value into ports', 'core/ports/x.ts', value('../plan/a.ts'), 'only types'],
    ['core of an adapter', 'core/plan/x.ts', types('../../slack/a.ts'), 'core knows nobody'],
    ['core of an SDK', 'core/plan/x.ts', types('ioredis'), 'not among the pure packages'],
    ['core of the file system', 'core/bundle/x.ts', value('node:fs'), 'not among the pure packages'],
    ['core, late', 'core/plan/x.ts', "export const a = () => import('../../store/a.ts')", 'core knows nobody'],
    ['core, passed on', 'core/plan/x.ts', "export * from '../request/a.ts'", 'request is not left of plan'],
    ['core, passed on as a type', 'core/plan/x.ts', "export type { A } from '../request/a.ts'", 'request is not left'],
    ['core, for its effect', 'core/plan/x.ts', "import '../../web/a.ts'", 'core knows nobody'],
    ['an adapter of another', 'store/x.ts', types('../queue/a.ts'), 'from core alone'],
    ['an adapter of the configuration', 'slack/x.ts', types('../config/a.ts'), 'from core alone'],
    ['an adapter of the sandbox', 'akamai/http/x.ts', value('../../sandbox/a.ts'), 'from core alone'],
    ['an adapter of another’s SDK', 'slack/x.ts', value('ioredis'), 'queue or store'],
    ['an adapter of a part of another’s SDK', 'web/x.ts', value('bullmq/dist/a.js'), 'its folder is queue'],
    ['the command line of an SDK', 'cli/x.ts', value('@slack/web-api'), 'its folder is slack'],
    ['the main program of an SDK', 'app.ts', value('akamai-edgegrid'), 'its folder is akamai'],
    ['the configuration of a value', 'config/x.ts', value('../core/people/a.ts'), 'types alone'],
    ['the configuration of an adapter', 'config/x.ts', types('../store/a.ts'), 'from core alone'],
    ['the configuration of another package', 'config/x.ts', value('ioredis'), 'validator'],
    ['the sandbox of the core', 'sandbox/x.ts', types('../core/token/a.ts'), 'shares no code'],
    ['the sandbox of a client', 'sandbox/edgekv/x.ts', value('../../akamai/a.ts'), 'shares no code'],
  ])('%s', (_, path, text, why) => {
    expect(violations(path, text)).toEqual([expect.stringContaining(why)])
  })
})

describe('an import that the table allows is not', () => {
  test.each([
    ['core to the left', 'core/rotation/steps/x.ts', value('../../plan/a.ts')],
    ['core within a folder', 'core/chat/verbs/x.ts', value('../views/a.ts')],
    ['types out of ports', 'core/token/x.ts', types('../ports/a.ts')],
    ['types into ports', 'core/ports/x.ts', types('../rotation/a.ts')],
    ['core of a pure package', 'core/bundle/x.ts', value('acorn')],
    ['an adapter of the core', 'slack/x.ts', value('../core/chat/a.ts')],
    ['an adapter of its SDK', 'queue/x.ts', value('bullmq')],
    ['the configuration of core types', 'config/x.ts', types('../core/people/a.ts')],
    ['the configuration of Secret', 'config/x.ts', value('../core/token/secret.ts')],
    ['the main program of everybody', 'app.ts', value('./slack/a.ts')],
    ['a part of the main program of everybody', 'app/x.ts', value('../slack/a.ts')],
    ['the sandbox of any package', 'sandbox/redis/x.ts', value('ioredis')],
    ['words in a text', 'core/plan/x.ts', "export const a = `\nimport { b } from '../../slack/a.ts'\n`"],
    ['words in a comment', 'core/plan/x.ts', "// import { b } from '../../slack/a.ts'\nexport const a = 1"],
  ])('%s', (_, path, text) => {
    expect(violations(path, text)).toEqual([])
  })
})

describe('code against the rules of the house is found', () => {
  const lines = (count: number) => 'a()\n'.repeat(count)
  test.each([
    ['the environment in the core', 'core/plan/x.ts', "export const a = process.env['A']", 'process.env'],
    ['the environment in the core, quoted', 'core/plan/x.ts', "export const a = process['env']", 'process.env'],
    ['the clock in the core', 'core/plan/x.ts', 'export const a = () => Date.now()', 'Date.now'],
    ['the clock in the core, passed on', 'core/plan/x.ts', 'export const a = (now = Date.now) => now()', 'Date.now'],
    ['a date of now in the core', 'core/plan/x.ts', 'export const a = () => new Date()', 'new Date()'],
    ['the network in the core', 'core/plan/x.ts', "export const a = () => fetch('http://a')", 'fetch'],
    ['chance in the core', 'core/plan/x.ts', 'export const a = () => Math.random()', 'Math.random'],
    ['a timer in the core', 'core/plan/x.ts', 'setTimeout(() => {}, 1)', 'setTimeout'],
    ['a folder that is none of ours', 'helpers/x.ts', 'export const a = 1', 'no folder'],
    ['a noun that is none of ours', 'core/helpers/x.ts', 'export const a = 1', 'no folder'],
    ['a long function', 'slack/x.ts', `export const f = () => {\n${lines(39)}}`, 'a function of 41 lines'],
    ['a long file', 'slack/x.ts', lines(251), '251 lines'],
    ['a double assertion', 'slack/x.ts', 'export const a = 1 as unknown as string', 'as unknown as'],
    ['an excuse to the linter', 'slack/x.ts', '// biome-ignore lint/a: b\nexport const a = 1', 'biome-ignore'],
    ['an excuse to the compiler', 'slack/x.ts', '// @ts-expect-error\nexport const a = 1', '@ts-expect-error'],
    ['work left for later', 'slack/x.ts', '// TODO\nexport const a = 1', 'TODO'],
  ])('%s', (_, path, text, what) => {
    expect(violations(path, text)).toEqual([expect.stringContaining(what)])
  })

  test.each([
    ['a field called like a global', 'core/plan/x.ts', 'export const a = (b: { fetch(): void }) => b.fetch()'],
    ['a date of a moment that was given', 'core/plan/x.ts', 'export const a = (ms: number) => new Date(ms)'],
    ['the clock outside of the core', 'web/x.ts', 'export const a = () => Date.now()'],
    ['an assertion in prose', 'slack/x.ts', '/** It is as unknown as a stranger. */\nexport const a = 1'],
    ['a function of 40 lines', 'slack/x.ts', `export const f = () => {\n${lines(38)}}`],
    ['a file of 250 lines', 'slack/x.ts', lines(250)],
  ])('but not %s', (_, path, text) => {
    expect(violations(path, text)).toEqual([])
  })
})
