import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const config = `
accounts: [{ name: acme }, { name: globex }]
people: [{ name: ada, slack: U0000000001 }]
groups:
  edge-approvers: { people: [ada], slackUserGroup: S0APPROVERS, teamsGroup: 7c1e0000-0000-4000-8000-000000000000 }
  edge-on-call: { slackUserGroup: S0ONCALL }
owners:
  - match: { token: "mkt_*" }
    team: marketing
    slack: { channel: C0MARKETING }
    teams: { conversation: "19:marketing@thread.tacv2" }
    approvers: edge-approvers
    onCall: edge-on-call
  - { match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: edge-approvers }
`
const tokens = [
  { name: 'mkt_b', uuid: 'u-1', expiry: '2026-03-10', namespaces: ['marketing'] },
  { name: 'a_staging', uuid: 'u-2', expiry: '2026-03-08', namespaces: ['x'], usages: [{ network: 'STAGING' }] },
  { account: 'globex', name: 'unused', uuid: 'u-3', expiry: '2026-03-08', namespaces: { x: ['r'] }, usages: [] },
  {
    name: 'auto',
    uuid: 'u-4',
    expiry: '9999-12-31',
    namespaces: ['x'],
    nextScheduledRefreshDate: '2026-03-05',
    tokenActivationStatus: 'COMPLETE',
  },
  { name: 'failed', uuid: 'u-5', expiry: '9999-12-31', namespaces: ['x'], tokenActivationStatus: 'ERROR' },
  { name: 'stuck', uuid: 'u-6', expiry: '9999-12-31', issueDate: '2026-03-06', tokenActivationStatus: 'IN_PROGRESS' },
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'edgekv-simulate-'))
  writeFileSync(join(folder, 'c.yaml'), config)
  writeFileSync(join(folder, 't.json'), JSON.stringify(tokens))
  writeFileSync(
    join(folder, 'bad.json'),
    JSON.stringify([{ name: 'x', uuid: 'u', expiry: '2026-02-30' }, { name: '' }]),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const simulate = (file: string, ...more: readonly string[]) =>
  runCli(['simulate', '--config', join(folder, 'c.yaml'), '--tokens', join(folder, file), ...more])

const rows = async (from: string, days: number): Promise<readonly Record<string, unknown>[]> => {
  const { code, out, err } = await simulate('t.json', '--from', from, '--days', String(days), '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

const marketing = ['slack:C0MARKETING', 'teams:19:marketing@thread.tacv2']
const owner = ['slack:S0APPROVERS', 'teams:7c1e0000-0000-4000-8000-000000000000']

test('every warning is printed with its time, places and mentions, as JSON of a fixed shape', async () => {
  const found = await rows('2026-03-02', 12)
  expect(found.filter((row) => row['token'] === 'mkt_b')).toEqual(
    [
      ['2026-03-02T09:00:00.000Z', '14d', 'expiring', marketing, []],
      ['2026-03-03T09:00:00.000Z', '7d', 'expiring', marketing, owner],
      ['2026-03-07T09:00:00.000Z', '3d', 'expiring', marketing, ['slack:S0APPROVERS', 'slack:S0ONCALL', owner[1]]],
      ['2026-03-09T09:00:00.000Z', '1d', 'expiring', marketing, ['slack:S0APPROVERS', 'slack:S0ONCALL', owner[1]]],
      [
        '2026-03-10T09:00:00.000Z',
        '0d',
        'expiring',
        [...marketing, 'page'],
        ['slack:S0APPROVERS', 'slack:S0ONCALL', owner[1]],
      ],
      [
        '2026-03-11T00:00:00.000Z',
        null,
        'expired',
        [...marketing, 'page'],
        ['slack:S0APPROVERS', 'slack:S0ONCALL', owner[1]],
      ],
    ].map(([at, threshold, kind, destinations, mentions]) => ({
      at,
      account: 'acme',
      token: 'mkt_b',
      threshold,
      kind,
      destinations,
      mentions,
    })),
  )
  expect(
    found.every((row) => Object.keys(row).join() === 'at,account,token,threshold,kind,destinations,mentions'),
  ).toBe(true)
})

test('staging alone pages nobody, an unused token dies in the digest, and the rest is about refreshing', async () => {
  const found = (await rows('2026-03-02', 12)).map(
    ({ at, account, token, kind, destinations }) =>
      `${String(at).slice(0, 16)} ${account}/${token} ${kind} ${destinations}`,
  )
  expect(found).toContain('2026-03-09T00:00 acme/a_staging expired slack:C0PLATFORM')
  expect(found).toContain('2026-03-09T09:00 globex/unused expired slack:C0PLATFORM')
  expect(found).toContain('2026-03-06T09:00 acme/auto refresh-overdue slack:C0PLATFORM')
  expect(found).toContain('2026-03-02T09:00 acme/failed activation-failed slack:C0PLATFORM')
  expect(found).toContain('2026-03-07T09:00 acme/stuck activation-stuck slack:C0PLATFORM')
})

test('rows are sorted by time, then token, and two runs are the same', async () => {
  const found = await rows('2026-02-01', 60)
  const keys = found.map(({ at, token }) => `${at} ${token}`)
  expect(keys).toEqual(keys.toSorted())
  expect(await rows('2026-02-01', 60)).toEqual(found)
})

test('a token that is dead at the start has only its most urgent warning', async () => {
  const found = (await rows('2026-04-01', 5)).filter((row) => row['token'] === 'mkt_b')
  expect(found.map(({ at, kind }) => [at, kind])).toEqual([['2026-04-01T00:00:00.000Z', 'expired']])
})

test.for<[string, unknown, string]>([
  ['no list', { tokens: [] }, 'the file: a list of tokens'],
  ['no JSON', undefined, 'the file is no JSON'],
  ['no expiry', [{ name: 'x', uuid: 'u' }], '[0].expiry: a date such as 2026-12-31'],
  [
    'a network in small letters',
    [{ ...tokens[0], usages: [{ network: 'staging' }] }],
    'network: STAGING or PRODUCTION',
  ],
  ['an account that nobody watches', [{ ...tokens[0], account: 'nope' }], '[0].account: one of the configuration'],
  ['one uuid twice', [tokens[0], { ...tokens[1], uuid: 'u-1' }], '[1].uuid: another than that of [0]'],
])('a tokens file with %s is refused in a sentence that says where', async ([, content, sentence]) => {
  writeFileSync(join(folder, 'wrong.json'), content === undefined ? 'name: x' : JSON.stringify(content))
  const { code, out, err } = await simulate('wrong.json', '--from', '2026-03-02', '--days', '3', '--json')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(sentence)
})

test('the same uuid in two accounts is two tokens', async () => {
  writeFileSync(join(folder, 'two.json'), JSON.stringify([tokens[0], { ...tokens[0], account: 'globex' }]))
  const { out } = await simulate('two.json', '--from', '2026-03-03', '--days', '1', '--json')
  const found: readonly { account: string }[] = JSON.parse(out)
  expect(found.map(({ account }) => account)).toEqual(['acme', 'globex'])
})

test('wrong usage and wrong files are said in sentences', async () => {
  expect(await simulate('t.json', '--from', 'tomorrow', '--days', '3')).toMatchObject({ code: 2 })
  expect(await simulate('t.json', '--from', '2026-03-02', '--days', '0')).toMatchObject({ code: 2 })
  const bad = await simulate('bad.json', '--from', '2026-03-02', '--days', '3')
  expect(bad.code).toBe(1)
  expect(bad.err).toContain('[0].expiry: a date such as 2026-12-31')
  expect(bad.err).toContain('[1].name')
  expect(await simulate('none.json', '--from', '2026-03-02', '--days', '3')).toMatchObject({ code: 1 })
})
