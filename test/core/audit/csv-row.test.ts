import { expect, test } from 'vitest'
import { linked, newChain } from '../../../src/core/audit/chain.ts'
import { csvColumns, csvRow } from '../../../src/core/audit/csv-row.ts'

const from = { platform: 'slack', workspace: 'T1', user: 'U1' } as const
const row = (name: string, reason: string): string => {
  const actor = { kind: 'person', id: 'person:x', name, from } as const
  const facts = { reason, digest: 'd'.repeat(64) }
  return csvRow(linked(newChain('one'), { what: 'request.approved', actor, record: 'R1', facts }, 0))
}

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠']
const before = ['', ' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\ufeff', '\u0000', '\u202e']

test.for([...before.flatMap((blank) => signs.map((sign) => `${blank}${sign}1`)), '\tx', '\rx', '@SUM(A1)'])(
  'no cell is a formula, nor a part of one where the list separator is another: %j',
  (text) => {
    const begins = /^"?[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u
    for (const line of [row(text, text), ...[';', '|', '\t', '\n', '\r'].map((end) => row('x', `x${end}${text}`))])
      for (const separator of [',', ';', '|', '\t', '\n', '\r'])
        expect(line.split(separator).filter((cell) => begins.test(cell))).toEqual([])
    expect(row(text, text)).not.toMatch(/(?:^|,)"?[\t\r]/)
  },
)

test('quotes, commas and line breaks stay inside of their cell', () => {
  expect(row('Ana "A", Alves', 'two\nlines')).toContain('"Ana ""A"", Alves"')
  expect(row('Ana', 'two\nlines')).toContain(',"two\nlines",')
})

test('a row has a cell for every column', () => {
  expect(row('ana', 'because').split(',')).toHaveLength(csvColumns.length)
})
