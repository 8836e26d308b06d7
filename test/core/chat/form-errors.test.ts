import { expect, test } from 'vitest'
import { formErrors } from '../../../src/core/chat/form-errors.ts'
import { withoutSecrets } from '../../../src/core/chat/form-values.ts'

const good = { name: 'mkt_token1', networks: ['staging'], namespaces: ['marketing'], ewids: ['4101'], rights: 'r' }
const secret = `eyJhbGciOiJIUzI1NiJ9.eyJ${'a1B2'.repeat(20)}.c2lnbmF0dXJl`

test('a form that is filled in well has nothing wrong', () => {
  expect(formErrors('create', good)).toEqual({})
  expect(formErrors('create', { ...good, networks: ['pair'], expiry: '2027-01-31' })).toEqual({})
  expect(formErrors('deny', { reason: 'not this week' })).toEqual({})
})

test.each([
  ['name', { name: 'two words' }],
  ['name', { name: '-x' }],
  ['name', { name: 'n'.repeat(29), networks: ['pair'] }],
  ['networks', { networks: [] }],
  ['namespaces', { namespaces: '' }],
  ['namespaces', { namespaces: 'a+rwd' }],
  ['ewids', { ewids: Array.from({ length: 9 }, (_, n) => String(n)) }],
  ['expiry', { expiry: 'next year' }],
])('what is wrong with %s stands at that field', (field, change) => {
  expect(Object.keys(formErrors('create', { ...good, ...change }))).toEqual([field])
})

test('of an answer that looks like a token value nothing is kept, whichever form it is in', () => {
  const kept = withoutSecrets({ reason: `because ${secret}`, phrase: 'break glass', ewids: ['1', secret] })
  expect(JSON.stringify(kept)).not.toContain('a1B2')
  expect(kept['phrase']).toBe('break glass')
  expect(Object.keys(formErrors('break-glass', kept))).toEqual(['reason', 'ewids'])
})
