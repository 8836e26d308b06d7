import { expect, test } from 'vitest'
import { linked, newChain } from '../../../src/core/audit/chain.ts'
import { csvColumns, csvRow } from '../../../src/core/audit/csv-row.ts'

const from = { platform: 'slack', workspace: 'T1', user: 'U1' } as const
const row = (name: string, reason: string): string => {
  const actor = { kind: 'person', id: 'person:x', name, from } as const
  const facts = { reason, digest: 'd'.repeat(64) }
  return csvRow(linked(newChain('one'), { what: 'request.approved', actor, record: 'R1', facts }, 0))
}

test.for(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\tx', '\u200b=1', '\ufeff=1', '\u0000=1', '＝1'])(
  'no cell is a formula: %j',
  (text) => {
    expect(
      row(text, text)
        .split(',')
        .filter((cell) => /^"?[\s\p{Cc}\p{Cf}]*[=+\-@＝]|^"?\t/u.test(cell)),
    ).toEqual([])
  },
)

test('quotes, commas and line breaks stay inside of their cell', () => {
  expect(row('Ana "A", Alves', 'two\nlines')).toContain('"Ana ""A"", Alves"')
  expect(row('Ana', 'two\nlines')).toContain(',"two\nlines",')
})

test('a row has a cell for every column', () => {
  expect(row('ana', 'because').split(',')).toHaveLength(csvColumns.length)
})
