import { describe, expect, test } from 'vitest'
import { verbs } from '../../../../src/core/chat/grammar/command.ts'
import { parseLine } from '../../../../src/core/chat/grammar/parse-line.ts'
import { verbLines } from './verb-lines.ts'

const commandOf = (line: string) => {
  const parsed = parseLine(line)
  return parsed.ok ? parsed.command : parsed.problem
}

const problemOf = (line: string) => {
  const parsed = parseLine(line)
  if (parsed.ok) throw new Error(`understood: ${parsed.command.line}`)
  return parsed.problem
}

test('every verb has its lines in the table', () => {
  expect(new Set(verbLines.map(({ good }) => good[1].verb))).toEqual(new Set(verbs))
})

describe.each(verbLines.map((lines) => [lines.good[1].verb, lines] as const))('%s', (_, lines) => {
  test('is understood, and its own line is understood again as the same', () => {
    const [line, expected] = lines.good
    const command = commandOf(line)
    expect(command).toEqual({ options: {}, ...expected, line: expect.any(String) })
    expect(commandOf('line' in command ? command.line : '')).toEqual(command)
  })

  test('names an unknown word and suggests what was meant', () => {
    const [line, word, corrected] = lines.unknown
    expect(problemOf(line)).toEqual({
      word,
      message: expect.stringContaining(word),
      ...(corrected ? { corrected } : {}),
    })
  })

  test('names a malformed word and answers with the line corrected', () => {
    const [line, word, corrected] = lines.malformed
    expect(problemOf(line)).toEqual({
      word,
      message: expect.stringContaining(word),
      ...(corrected ? { corrected } : {}),
    })
  })

  test('repairs what phones and chat clients did', () => {
    const [line, understood] = lines.repaired
    expect(commandOf(line)).toMatchObject({ line: understood })
  })

  test('answers corrections that are understood', () => {
    const corrections = [lines.missing?.[2], lines.unknown[2], lines.malformed[2]].filter((line) => line !== undefined)
    for (const corrected of corrections) expect(commandOf(corrected)).toHaveProperty('verb')
  })
})

const missingLines = verbLines.flatMap(({ missing }) =>
  missing === undefined ? [] : [{ line: missing[0], word: missing[1], corrected: missing[2] }],
)

test.each(missingLines)('$line: says what is missing', ({ line, word, corrected }) => {
  expect(problemOf(line)).toEqual({ word, message: expect.any(String), ...(corrected ? { corrected } : {}) })
})

test("a line from Akamai's documentation can be pasted as it is", () => {
  const pasted =
    'edgekv create token mkt_token1 --staging=allow --production=deny \\\n    --ewids=1234 --namespace=marketing+r --expiry=2021-12-31'
  expect(commandOf(pasted)).toMatchObject({
    verb: 'create',
    token: 'mkt_token1',
    options: {
      staging: 'allow',
      production: 'deny',
      ewids: ['1234'],
      namespace: { marketing: ['r'] },
      expiry: '2021-12-31',
    },
  })
  expect(commandOf('akamai edgekv list tokens --include-expired')).toMatchObject({
    verb: 'list',
    options: { 'include-expired': true },
  })
  expect(
    commandOf(
      'edgekv create token token1 --save_path=/Documents/hellomgmt.tgz --overwrite --staging=allow --production=deny --ewids=all --namespace=default+rwd,marketing+r --expiry=2020-12-30',
    ),
  ).toMatchObject({
    options: { ewids: ['all'], namespace: { default: ['r', 'w', 'd'], marketing: ['r'] }, overwrite: true },
  })
})

test("what only concerns Akamai's tool on one's own machine is left out, and says nothing of an account", () => {
  for (const own of [
    '--edgerc ~/.edgerc --debug --jsonout',
    '--section other',
    '--section=other --timeout=120',
    '--accountkey 1-ABC:1-2RBL',
    '--account-key=1-ABC',
  ]) {
    const expected = { verb: 'revoke', token: 't', options: {}, line: 'revoke t' }
    expect(commandOf(`akamai edgekv revoke token t ${own}`)).toEqual(expected)
    expect(commandOf(`akamai edgekv ${own} revoke token t`)).toEqual(expected)
  }
})

test('a pair is asked for by one name, and each of its networks must be allowed', () => {
  const scope = '--staging=allow --production=allow --namespace=a+r'
  expect(commandOf(`create token t ${scope} --pair`)).toMatchObject({ token: 't', options: { pair: true } })
  expect(commandOf(`create token ${'t'.repeat(28)} ${scope} --pair`)).toMatchObject({ verb: 'create' })
  expect(problemOf(`create token ${'t'.repeat(29)} ${scope} --pair`)).toMatchObject({ word: 't'.repeat(29) })
  expect(problemOf('create token t --pair --production=deny --namespace=a+r')).toMatchObject({
    corrected: 'create token t --pair --production=allow --namespace=a+r --staging=allow',
  })
  expect(problemOf(`create token t ${scope} --pair=no`)).toMatchObject({
    word: 'no',
    corrected: `create token t ${scope}`,
  })
  expect(problemOf('rotate t --pair')).toMatchObject({ word: '--pair', corrected: 'rotate t' })
})

test.each(['approve', 'deny', 'withdraw', 'retry', 'abandon'])('%s: a number that ends a sentence is found', (verb) => {
  for (const said of ['R42!', '(R42)', '#R42', 'R042', '#42', '42'].slice(0, verb === 'abandon' ? 5 : 6))
    expect(problemOf(`${verb} ${said}`)).toMatchObject({ word: said, corrected: `${verb} R42` })
})

test("Akamai's verbs for other things than tokens are named as such", () => {
  for (const line of [
    'create ns staging a',
    'list items staging a b',
    'show ns staging a',
    'initialize',
    'write text x',
    'delete item staging a b c',
    'del item staging a b c',
    'config set staging allow',
  ])
    expect(problemOf(line).message).toContain('only look after access tokens')
})

test("Akamai's own switches for help are understood wherever they stand", () => {
  for (const line of ['--help', '-h', 'akamai edgekv --help']) expect(commandOf(line)).toMatchObject({ line: 'help' })
  expect(commandOf('plan --help')).toMatchObject({ verb: 'help', topic: 'plan' })
  expect(commandOf('create token t --help')).toMatchObject({ verb: 'help', topic: 'create' })
})

test('a line pasted with its prompt, quoted or as a block of code is the line', () => {
  for (const pasted of [
    '% akamai edgekv list tokens',
    '&gt; list',
    'edgekv: list',
    '```bash\nakamai edgekv list tokens\n```',
    'akamai edgekv --json tokens.json list tokens',
    'akamai edgekv list tokens --json ./tokens.json',
  ])
    expect(commandOf(pasted)).toMatchObject({ verb: 'list', options: {}, line: 'list' })
})

test.each([
  ['rotate t --compromised.', '--compromised.', 'rotate t --compromised'],
  ['rotate t ---compromised', '---compromised', 'rotate t --compromised'],
  ['rotate t -- compromised', '--', 'rotate t --compromised'],
  ['rotate t — compromised', '-', 'rotate t --compromised'],
  ['list tokens -- include-expired', '--', 'list --include-expired'],
  ['list --include-expired… mkt_*', '--include-expired…', 'list --include-expired mkt_*'],
  ['list ---expiring 30d — all', '---expiring', 'list --expiring=30d --all'],
  ['rotate t --reason:"it leaks" --compromised', '--reason:it leaks', 'rotate t --reason="it leaks" --compromised'],
  ['rotate t reason: leaked by a build', 'reason:', 'rotate t --reason="leaked by a build"'],
  [
    'create token t -- staging=allow production=deny --namespace:a+r',
    '--',
    'create token t --staging=allow --production=deny --namespace=a+r',
  ],
])('%s: an option that was written otherwise is corrected, not lost', (line, word, corrected) => {
  expect(problemOf(line)).toMatchObject({ word, corrected })
})

test.each([
  ['rotate the mkt_token1', 'the', 'rotate mkt_token1'],
  ['where is mkt_token1', 'is', 'where mkt_token1'],
  ['snooze mkt_token1 for 2d', 'for', 'snooze mkt_token1 2d'],
  ['revoke the token mkt_token1', 'the', 'revoke mkt_token1'],
  ['please rotate mkt_token1', 'please', 'rotate mkt_token1'],
  ['can you show me mkt_token1', 'can', 'show me'],
  ['rotate t because of the audit', 'because', 'rotate t --reason="because of the audit"'],
])('%s: of words too many those go that name nothing', (line, word, corrected) => {
  expect(problemOf(line)).toMatchObject({ word, corrected })
})

test('spaces around the sign between an option and its value say nothing', () => {
  for (const sign of [' = ', '= ', ' ='])
    expect(commandOf(`rotate t --staging${sign}deny --ewids${sign}1,2 --reason${sign}"it leaks"`)).toMatchObject({
      line: 'rotate t --staging=deny --ewids=1,2 --reason="it leaks"',
    })
})

test('a whole line in quotes, in bold or struck out is the line', () => {
  for (const said of [
    '"rotate t --compromised"',
    '@edgekv "akamai edgekv rotate t --compromised"',
    '*rotate t --compromised*',
    '**rotate t --compromised**',
    '_rotate t --compromised_',
    '~rotate t --compromised~',
  ])
    expect(commandOf(said)).toMatchObject({ line: 'rotate t --compromised' })
})

test('no pattern begins like an option', () => {
  for (const line of ['list -', 'list --', 'list --?', 'subscribe "--all"'])
    expect(problemOf(line)).toHaveProperty('word')
})

test('a second command in a line is not taken for a reason', () => {
  for (const line of ['rotate t && revoke t', 'rotate t | list x', 'rotate t\nrevoke u'])
    expect(problemOf(line)).toMatchObject({ corrected: 'rotate t' })
})

test('what stands around a name or a value is named, and the line without it offered', () => {
  for (const said of ['<t>', '[t]', '(t)', '*t*', '"t".'])
    expect(problemOf(`rotate ${said}`).corrected).toBe('rotate t')
  expect(problemOf('snooze t 2d.').corrected).toBe('snooze t 2d')
  expect(problemOf('unsubscribe mkt_*.').corrected).toBe('unsubscribe mkt_*')
  expect(problemOf('withdraw R42…').corrected).toBe('withdraw R42')
  expect(problemOf('rotate t --staging=deny. --expiry=2027-12-31,').corrected).toBe(
    'rotate t --staging=deny --expiry=2027-12-31',
  )
})

test('a time of two words is one time, in a verb with a pattern as well', () => {
  expect(problemOf('list --expiring 30 days')).toMatchObject({ word: '30 days', corrected: 'list --expiring=30d' })
  expect(problemOf('list --expiring=2 weeks mkt_*').corrected).toBe('list --expiring=14d mkt_*')
  expect(problemOf('list --expiring 30 mkt_*').corrected).toBe('list --expiring=30d mkt_*')
})

test('an EdgeWorker id has no leading zero, and a number too long for one is not split', () => {
  expect(problemOf('rotate t --ewids=0123,123')).toMatchObject({ corrected: 'rotate t --ewids=123' })
  expect(problemOf('rotate t --ewids=0').corrected).toBeUndefined()
  expect(problemOf('rotate t --ewids=1234567890123').corrected).toBeUndefined()
  expect(problemOf('rotate t --ewids=1,2,3,4,5,6,7,8,9').corrected).toBeUndefined()
  expect(commandOf('rotate t --ewids=1,2,3,4,5,6,7,8,8')).toMatchObject({ verb: 'rotate' })
})

test('a day written otherwise is found where only one can be meant, and exists', () => {
  for (const said of ['2027-2-3', '2027/02/03', '20270203', '3.2.2027', '2027-02-03T23:59:59Z'])
    expect(problemOf(`rotate t --expiry=${said}`).corrected).toBe('rotate t --expiry=2027-02-03')
  for (const said of ['31/12/2027', '12/31/2027', '12-31-2027'])
    expect(problemOf(`rotate t --expiry=${said}`).corrected).toBe('rotate t --expiry=2027-12-31')
  for (const said of ['02/03/2027', '2027-02-29', '29.2.2027', '13/13/2027', '2027-00-01', 'tomorrow'])
    expect(problemOf(`rotate t --expiry=${said}`).corrected).toBeUndefined()
  expect(commandOf('rotate t --expiry=2028-02-29')).toMatchObject({ options: { expiry: '2028-02-29' } })
})

test('a list with more than its limit says so, and is not offered again', () => {
  const many = (one: (at: number) => string): string => Array.from({ length: 21 }, (_, at) => one(at)).join(',')
  for (const line of [
    `rotate t --namespace=${many((n) => `n${n}+r`)}`,
    `subscribe --thresholds=${many((n) => `${n}d`)}`,
  ]) {
    expect(problemOf(line).message).toContain('twenty at most')
    expect(problemOf(line).corrected).toBeUndefined()
  }
  expect(problemOf('subscribe --thresholds=30d;7;1 week').corrected).toBe('subscribe --thresholds=30d,7d,1d week')
})

test('namespaces are found however they are separated', () => {
  for (const said of ['"a+r, b+rw"', 'a+r;b+rw', 'a:r,b+r+w'])
    expect(problemOf(`rotate t --namespace=${said}`).corrected).toBe('rotate t --namespace=a+r,b+rw')
})

test('create without arguments is understood: a form opens', () => {
  for (const line of ['create', 'create token', 'create token --account acme'])
    expect(commandOf(line)).toMatchObject({ verb: 'create' })
  expect(problemOf('create token --staging=allow')).toMatchObject({ word: 'create token' })
})

test('a token that no network allows is refused', () => {
  expect(problemOf('create token t --staging=deny --production=deny --namespace=a+r')).toMatchObject({
    word: '--production=deny',
  })
})

test('options that exclude each other are refused, the safe one stays', () => {
  expect(problemOf('rotate t --refresh --replace')).toMatchObject({ corrected: 'rotate t --replace' })
  expect(problemOf('rotate t --refresh --compromised')).toMatchObject({ corrected: 'rotate t --compromised' })
})

test('an account named twice is refused, the same one twice is not', () => {
  expect(problemOf('rotate acme/t --account other')).toMatchObject({ word: 'other' })
  expect(commandOf('rotate acme/t --account acme')).toMatchObject({ account: 'acme', token: 't' })
})

test('several mistakes are corrected in one line', () => {
  expect(problemOf('Rotat mkt_token1. —stagin=alow --ewids=#12').corrected).toBe(
    'rotate mkt_token1 --staging=allow --ewids=12',
  )
})

test('a line that is far too long is refused in one sentence', () => {
  expect(problemOf(`rotate t --reason ${'very '.repeat(1_000)}`)).toMatchObject({ word: 'line' })
})

test('a line as long as one may be costs little, whatever it is made of', () => {
  const made = ['.', '-', 'a_', '-a', '- '].map((piece) => `rotate a${piece.repeat(3_900 / piece.length)}b`)
  const before = process.threadCpuUsage()
  for (let times = 0; times < 15; times += 1) for (const line of made) expect(parseLine(line).ok).toBe(false)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(1_500)
})

test('names that mean something to JavaScript are names like others', () => {
  expect(commandOf('show __proto__')).toMatchObject({ token: '__proto__' })
  const created = commandOf('create token t --staging=allow --production=deny --namespace=__proto__+r')
  expect(Object.keys('options' in created ? (created.options['namespace'] ?? {}) : {})).toEqual(['__proto__'])
  expect(problemOf('constructor x')).toMatchObject({ word: 'constructor' })
  expect(problemOf('show t --__proto__ x')).toMatchObject({ word: '--__proto__' })
})
