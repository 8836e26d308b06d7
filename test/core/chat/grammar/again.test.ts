import { expect, test } from 'vitest'
import { lineAbout, lineWith } from '../../../../src/core/chat/grammar/again.ts'
import { parseLine } from '../../../../src/core/chat/grammar/parse-line.ts'

const command = (line: string) => {
  const parsed = parseLine(line)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.command
}

test.each([
  [
    'rotate mkt --compromised --reason "it is out"',
    'acme/mkt_stg',
    'rotate acme/mkt_stg --compromised --reason="it is out"',
  ],
  ['rotate globex/mkt --ewids=1,2', 'acme/mkt', 'rotate acme/mkt --ewids=1,2'],
  ['show mkt --account=globex', 'acme/mkt', 'show acme/mkt'],
  ['plan migrate mkt', 'acme/mkt', 'plan migrate acme/mkt'],
  ['break-glass rotate mkt --reason mkt', 'acme/mkt', 'break-glass rotate acme/mkt --reason=mkt'],
  ['rotate rotate', 'acme/rotate', 'rotate acme/rotate'],
])('"%s" about %s keeps everything else', (line, ref, again) => {
  expect(lineAbout(command(line), ref)).toBe(again)
  expect(parseLine(again).ok).toBe(true)
})

test('flags are added once, and one option is said otherwise or left out', () => {
  expect(lineAbout(command('rotate mkt --replace'), 'acme/mkt', 'replace')).toBe('rotate acme/mkt --replace')
  const create = command('create token t --staging=allow --production=deny --namespace=a+r --expiry=2021-12-31')
  expect(lineWith(create, 'expiry')).toBe('create token t --staging=allow --production=deny --namespace=a+r')
  expect(lineWith(create, 'expiry', '2027-01-31')).toMatch(/--namespace=a\+r --expiry=2027-01-31$/)
})
