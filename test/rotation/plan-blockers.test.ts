import { afterEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, expiringToken, inDays, versionUsing } from '../../src/sandbox/world/small-world.ts'
import type { EdgeWorkerSeed, VersionSeed } from '../../src/sandbox/world/world-types.ts'
import { rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

const one = (version: Partial<VersionSeed>): EdgeWorkerSeed => ({
  ...edgeWorkerUsing({ id: 1, token }),
  versions: [{ ...versionUsing('1.0', token, ['marketing']), ...version }],
})

const blockers = async (options: Parameters<typeof startStory>[0], ask = rotation) => {
  story = await startStory(options)
  const planned = await story.plan(ask)
  return planned.kind === 'plan' ? planned.plan.findings.blockers : [planned]
}

describe('a plan cannot be approved', () => {
  test('while the token stands outside of the token file, and says where', async () => {
    const files = { 'main.js': "import './edgekv.js';\n\nconst key = '{{value:mkt_token1}}';\nexport { key };\n" }
    const found = await blockers({ seed: world([one({ files })]) })
    expect(found).toMatchObject([{ code: 'token-elsewhere' }, {}, {}].slice(0, found.length))
    expect(JSON.stringify(found)).toContain('main.js:3')
  })

  test('while a label says another token than the credential', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), 6)), expiringToken('mkt_b', inDays(Date.now(), 6))]
    const entries = [{ namespace: 'marketing', token, shownName: 'mkt_b' }]
    const found = await blockers({ seed: world([one({ tokenFile: { entries } })], { tokens }) })
    expect(found.map((remark) => 'code' in remark && remark.code)).toContain('label-disagrees')
  })

  test('while a helper library cannot send references', async () => {
    const found = await blockers({ seed: world([one({ helper: '0.5.0' })]) })
    expect(found.length).toBeGreaterThan(0)
    for (const remark of found) expect('code' in remark && remark.code).toMatch(/^helper-/)
  })

  test('while it would be locked to more EdgeWorkers than Akamai allows', async () => {
    const ids = Array.from({ length: 9 }, (_, n) => n + 1)
    const tokens = [
      expiringToken(token, inDays(Date.now(), 6), { restrictTo: ['1', '2', '3', '4', '5', '6', '7', '8'] }),
    ]
    const found = await blockers({
      seed: world(
        ids.map((id) => edgeWorkerUsing({ id, token })),
        { tokens },
      ),
    })
    expect(found).toMatchObject([{ code: 'too-many-ids' }])
  })

  test('while nothing uses the token', async () => {
    const tokens = [expiringToken(token, inDays(Date.now(), 6)), expiringToken('mkt_b', inDays(Date.now(), 6))]
    const found = await blockers({ seed: world(undefined, { tokens }) }, { ...rotation, token: 'mkt_b' })
    expect(found).toMatchObject([{ code: 'unused' }])
  })

  test('with an expiry that Akamai does not take', async () => {
    const options = { generation: 'expiring' as const, seed: world(undefined, { generation: 'expiring' }) }
    const found = await blockers(options, { ...rotation, expiry: inDays(Date.now(), 400) })
    expect(found).toMatchObject([{ code: 'bad-expiry' }])
  })

  test('as a migration where the account still issues expiring tokens', async () => {
    const options = { generation: 'expiring' as const, seed: world(undefined, { generation: 'expiring' }) }
    const found = await blockers(options, { ...rotation, action: 'migrate' })
    expect(found).toMatchObject([{ code: 'issues-expiring' }])
  })

  test('where nothing uses the token, and speaks of no network', async () => {
    const found = await blockers({ seed: world([]) })
    expect(found).toMatchObject([{ code: 'unused' }])
    const planned = await story.plan(rotation)
    expect(planned.kind === 'plan' && planned.plan.findings.headline).toMatch(/^There is no EdgeWorker/)
  })

  test('while the new token would not open a namespace that the old one is used for, and names who uses it', async () => {
    const scope = { namespaces: { default: ['r'] } } as const
    const found = await blockers({}, { ...rotation, scope })
    expect(found).toMatchObject([
      {
        code: 'namespace-closed',
        sentence: `The new token would not open namespace marketing, for which EdgeWorker 1 and 2 use ${token}.`,
      },
    ])
  })

  test('for a token that would be allowed nowhere, and does not call the old one unused', async () => {
    const found = await blockers({}, { ...rotation, scope: { networks: [] } })
    expect(found).toMatchObject([{ code: 'no-network' }])
  })

  test('of a token that nobody knows does not exist', async () => {
    expect(await blockers({}, { ...rotation, token: 'mkt_tokem1' })).toMatchObject([{ kind: 'unknown-token' }])
  })
})

test('a network that the new token is not for keeps the old one, and that is said as it is', async () => {
  story = await startStory()
  const planned = await story.plan({ ...rotation, scope: { networks: ['PRODUCTION'] } })
  const others = planned.kind === 'plan' ? planned.plan.findings.others : []
  expect(others).toMatchObject([{ network: 'STAGING' }, { network: 'STAGING' }])
  for (const { reason } of others)
    expect(reason).toMatch(/^the new token would not be allowed on STAGING, so the old one is kept/)
  const warnings = planned.kind === 'plan' ? planned.plan.findings.warnings : []
  const first = warnings.filter(({ code }) => code === 'first-on-production')
  // Staging runs the very same version.
  expect(first.map(({ advice }) => advice)).toEqual(
    Array(2).fill(expect.stringMatching(/^Staging does not run it before/)),
  )
})

test('a request about the same token that waits for a decision is told to whoever asks after it', async () => {
  story = await startStory()
  const first = await story.begin(rotation)
  const planned = await story.plan(rotation)
  const warnings = planned.kind === 'plan' ? planned.plan.findings.warnings : []
  expect(warnings.filter(({ code }) => code === 'asked-before').map(({ sentence }) => sentence)).toEqual([
    `${first.id} is about ${token} too and has not begun.`,
  ])
})

test('who holds a token with all its EdgeWorkers is named once', async () => {
  story = await startStory()
  const first = await story.begin(rotation)
  await story.runUntil(first, 'staging')
  const planned = await story.plan(rotation)
  const locked =
    planned.kind === 'plan' ? planned.plan.findings.blockers.filter((remark) => remark.code === 'locked') : []
  expect(locked.map((remark) => remark.sentence)).toEqual([
    expect.stringMatching(new RegExp(`^${token}(, | and )EdgeWorker .*are being worked on by ${first.id}\\.$`)),
  ])
})

test('a leaked token’s plan waits for others in the queue instead of being blocked', async () => {
  story = await startStory()
  const first = await story.begin(rotation)
  await story.runUntil(first, 'staging')
  const planned = await story.plan({ ...rotation, compromised: true })
  expect(
    planned.kind === 'plan' && planned.plan.findings.blockers.filter((remark) => remark.code === 'locked'),
  ).toEqual([])
  expect(planned.kind === 'plan' && planned.plan.findings.warnings.map((remark) => remark.code)).toContain('locked')
})
