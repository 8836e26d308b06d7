import { expect, test } from 'vitest'
import type { FormValues } from '../../../../src/core/chat/form-values.ts'
import { withoutSecrets } from '../../../../src/core/chat/form-values.ts'
import { choosingFrom, mostChoices } from '../../../../src/core/chat/forms/choosing.ts'
import { createRemarks, sentRemarks } from '../../../../src/core/chat/forms/create-remarks.ts'
import type { FormFacts } from '../../../../src/core/chat/forms/form-facts.ts'
import { createFormView } from '../../../../src/core/chat/views/create-form-view.ts'
import type { Inventory } from '../../../../src/core/inventory/inventory.ts'
import { renderForm } from '../../../../src/slack/render-form.ts'

const now = Date.parse('2026-11-27T12:00:00Z')
const token = (name: string, expired = false) => ({ name, uuid: `uuid-${name}`, expiry: '9999-12-31', expired })
const inventory: Inventory = {
  account: 'acme',
  scannedAt: now,
  tokens: [token('mkt_token1'), token('mkt_pair_stg'), token('mkt_dead', true)],
  edgeWorkers: Array.from({ length: 300 }, (_, n) => ({
    id: String(4000 + n),
    name: `ew-${n}`,
    groupId: 7,
    active: {},
  })),
  namespaces: [
    { name: 'marketing', network: 'STAGING', groupId: 7 },
    { name: 'shared', network: 'STAGING', groupId: 0 },
    { name: 'far', network: 'STAGING', groupId: 9 },
  ],
  usages: [],
  problems: [],
  errors: [],
  history: [],
}
const facts: FormFacts = { inventory, reserved: ['mkt_asked'], generation: 'auto-refreshing', now }
const expiring: FormFacts = { ...facts, generation: 'expiring' }

const said = (values: FormValues, known = facts): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(createRemarks(values, known))
      .map(([field, remarks]) => [field, remarks.map(({ kind, sentence }) => `${kind}: ${sentence}`)] as const)
      .filter(([, sentences]) => sentences.length > 0),
  )

test('of a form that nobody has touched nothing is said', () => {
  expect(said({ rights: 'r' })).toEqual({})
})

test.for<[string, FormValues, RegExp]>([
  ['a name in use', { name: 'mkt_token1' }, /^wrong: mkt_token1 is taken/],
  ['a name whose pair is in use', { name: 'mkt_pair', networks: ['pair'] }, /^wrong: mkt_pair_stg is taken/],
  ['a name asked for', { name: 'mkt_asked' }, /^wrong: Somebody has asked for mkt_asked already/],
  ['a name of a dead token', { name: 'mkt_dead' }, /^good: This name is free/],
  ['another case', { name: 'MKT_token1' }, /^good: This name is free/],
  ['an emoji', { name: 'mkt_🙂' }, /^wrong: 🙂 will not do/],
  ['a name of only its suffix', { name: '_r2' }, /^good: This name is free/],
])('the remark on %s', ([, values, sentence]) => {
  expect(said(values)['name']?.[0]).toMatch(sentence)
})

test.for<[string, string | undefined]>([
  ['2026-11-27', 'has passed'],
  ['2027-05-28', 'too far off.*last day that Akamai takes today is 2027-05-27'],
  ['2027-05-27', undefined],
  ['tomorrow', 'A date such as'],
])('a day of expiry such as %s is judged where tokens expire, and nowhere else', ([expiry, sentence]) => {
  const remark = said({ expiry }, expiring)['expiry']?.[0]
  if (sentence === undefined) expect(remark).toBeUndefined()
  else expect(remark).toMatch(new RegExp(`^wrong: .*${sentence}`))
  expect(said({ expiry: '2026-01-01' })['expiry']).toBeUndefined()
})

test('advice waits until networks and namespaces are chosen, and is said once however many tokens it is about', () => {
  const chosen = { namespaces: ['marketing', 'shared'], networks: ['pair'], rights: 'rw' }
  expect(said({ networks: ['staging', 'production'], rights: 'r' })).toEqual({})
  expect(said(chosen)['namespaces']?.filter((text) => text.includes('no access group'))).toHaveLength(1)
  expect(said(chosen)['rights']).toHaveLength(1)
  expect(said(chosen)['ewids']).toEqual([expect.stringMatching(/every EdgeWorker of the account/)])
})

test('EdgeWorkers of another access group are named', () => {
  const values = { namespaces: ['far'], networks: ['staging'], ewids: ['4001'], rights: 'r' }
  expect(said(values)['ewids']).toEqual([expect.stringMatching(/^advice: Not of .*EdgeWorker 4001/)])
})

test('nine EdgeWorkers are wrong, eight are not', () => {
  const ids = inventory.edgeWorkers.map(({ id }) => id)
  expect(said({ ewids: ids.slice(0, 9) })['ewids']).toEqual(['wrong: Eight EdgeWorkers at most.'])
  expect(said({ ewids: ids.slice(0, 8) })).toEqual({})
})

test('a form that is sent is told what is missing as well, and each thing once', () => {
  const remarks = sentRemarks({ name: 'mkt_token1', rights: 'r' }, facts)
  expect(
    Object.entries(remarks)
      .filter(([, here]) => here.length > 0)
      .map(([field, here]) => `${field} ${here.length}`),
  ).toEqual(['name 1', 'networks 1', 'namespaces 1'])
})

test('a token value in any field is said to be one, and stands nowhere in the form that opens again', () => {
  const secret = `eyJhbGciOiJIUzI1NiJ9.eyJ${'a1B2'.repeat(20)}.c2lnbmF0dXJl`
  const values = withoutSecrets({ name: secret, reason: `because ${secret}`, networks: ['staging'] })
  const remarks = sentRemarks(values, facts)
  const form = createFormView(choosingFrom(inventory, ['marketing'], 'expiring', values), { remarks, values })
  expect([remarks['name'], remarks['reason']].flat().map((one) => one?.sentence)).toEqual([
    expect.stringMatching(/looks like a token value/),
    expect.stringMatching(/looks like a token value/),
  ])
  expect(JSON.stringify(form)).not.toMatch(/a1B2|a token value was here/)
})

test('however many there are to choose from, what is chosen stays a choice, and Slack takes the form', () => {
  const many = Array.from({ length: 900 }, (_, n) => `ns_${String(n).padStart(3, '0')}`)
  const values = { namespaces: ['ns_899', 'gone_meanwhile'], ewids: ['4299', '9999'] }
  const choosing = choosingFrom(inventory, many, 'expiring', values)
  const form = renderForm(createFormView(choosing, { remarks: createRemarks(values, facts) }), 'C0MARKETING')
  const text = JSON.stringify(form)
  const chosen = ['ns_899', 'gone_meanwhile', '4299', '9999']
  expect(chosen.filter((one) => !text.includes(`"value":"${one}"`))).toEqual([])
  expect(text.match(/"value":"(ns_|gone)/g)).toHaveLength(mostChoices)
  expect(text.length).toBeLessThan(250_000)
  expect(text.includes('401 more can be named on the command line')).toBe(true)
})
