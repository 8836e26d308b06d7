import { describe, expect, test } from 'vitest'
import { configExample } from '../../src/config/config-example.ts'
import { problemSentence } from '../../src/config/config-problem.ts'
import { readConfigFile } from '../../src/config/read-config-file.ts'
import { missingFile, problemsOf, readText } from './read-text.ts'

const minimal = `accounts: [{ name: acme }]
groups:
  approvers-group: { slackUserGroup: S012 }
owners:
  - { match: {}, team: platform, slack: { channel: C0PLATFORM }, approvers: approvers-group }
`

describe('a configuration file', () => {
  test('gets every default when it says only what is required', () => {
    const read = readText(minimal)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(read.file).toMatchObject({
      accounts: [
        { name: 'acme', credentials: { production: 'default' }, generation: 'auto-refreshing', scanEveryMs: 3_600_000 },
      ],
      people: [],
      owners: [{ members: 'everyone', visibleTo: ['members', 'approvers'] }],
      mapByEmail: false,
      fallback: [{ kind: 'channel', platform: 'slack', id: 'C0PLATFORM' }],
      policies: [{ match: {}, approvals: 1, selfApproval: false, reason: 'optional', lapseAfterMs: 8 * 3_600_000 }],
      overrides: { by: 'approvers' },
      breakGlass: { allowed: 'on-call', phrase: 'break glass', reviewWithinMs: 86_400_000 },
      warnings: {
        thresholds: [30, 14, 7, 3, 1, 0],
        escalate: [
          { fromDays: 7, level: 'mention-owner' },
          { fromDays: 3, level: 'on-call' },
          { fromDays: 0, level: 'page' },
        ],
        digestAt: 540,
      },
      rotation: {
        soakMs: 86_400_000,
        sourceDeadlineMs: 7 * 86_400_000,
        waves: [1, 'all'],
        productionGate: false,
        freezes: [],
      },
      bundles: { maxUnpacked: 10_000_000, maxEntries: 5_000, maxRatio: 200 },
      audit: { dir: './data/audit' },
    })
    expect(read.file.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('that `config example` prints is accepted as it stands', () => {
    const read = readText(configExample)
    expect(read.ok ? [] : read.problems.map(problemSentence)).toEqual([])
  })

  test('keeps a freeze until the end of its last day', () => {
    const read = readText(`${minimal}rotation: { freezes: [{ from: 2026-12-18, to: 2027-01-04, reason: holidays }] }\n`)
    expect(read.ok && read.file.rotation.freezes).toEqual([
      { fromMs: Date.UTC(2026, 11, 18), toMs: Date.UTC(2027, 0, 5), reason: 'holidays' },
    ])
  })

  test('names a wrong reference with its line and column, and what would be right', () => {
    expect(problemsOf(minimal.replace('approvers: approvers-group', 'approvers: edge-aprovers'))).toEqual([
      'edgekv.yaml:5:77 owners[0].approvers: found "edge-aprovers", expected one of: approvers-group',
    ])
  })

  test('tells a key that stands twice, and still everything else', () => {
    const text = `${minimal}colour: blue\naudit: { dir: a, dir: b }\n`
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^edgekv.yaml:6:1 colour: found an unknown key/),
      'edgekv.yaml:7:18: found a key twice, expected each key of a mapping once',
    ])
    expect(problemsOf('a: [1,\n')[0]).toMatch(/^edgekv.yaml:\d:\d: found a mistake \(.+\), expected YAML$/)
  })

  test('tells each problem once, and each name that would be right', () => {
    const text = minimal.replace(
      'groups:',
      'people: [{ name: ana, slack: U0000000001 }, { name: ana, slack: U0000000002 }]\nrotation: { freezes: [{ from: soon, to: 2026-13-40 }] }\ngroups:\n  others: { people: [nobody] }',
    )
    const problems = problemsOf(text)
    expect(new Set(problems).size).toBe(problems.length)
    expect(problems).toContainEqual(expect.stringMatching(/found "nobody", expected one of: ana$/))
  })

  test('tells every problem at once, in the order of the file', () => {
    const text = `accounts: [{ name: acme, scanEvery: soon }, { name: acme }]
groups:
  nobody: {}
owners:
  - { match: { account: acne }, team: a, slack: { channel: "#a" }, aprovers: nobody }
colour: blue
`
    expect(problemsOf(text).map((line) => line.split(':').slice(1, 4).join(':').split(': ')[0])).toEqual([
      '1:37 accounts[0].scanEvery',
      '1:53 accounts[1].name',
      '3:11 groups.nobody',
      '5:5 owners[0].approvers',
      '5:14 owners[0].match',
      '5:25 owners[0].match.account',
      '5:60 owners[0].slack.channel',
      '5:68 owners[0].aprovers',
      '6:1 colour',
    ])
  })

  test.each([
    ['an unknown key', 'colour: blue', 'colour: found an unknown key, expected one of: accounts, people'],
    ['a negative soak', 'rotation: { soak: -1h }', 'rotation.soak: found "-1h", expected a duration from 0s to 90d'],
    ['a soak as a number', 'rotation: { soak: 24 }', 'rotation.soak: found 24, expected a duration'],
    [
      'waves without all',
      'rotation: { waves: [1, 2] }',
      'rotation.waves: found a list of 2, expected a list with all once',
    ],
    ['waves of zero', 'rotation: { waves: [0, all] }', 'rotation.waves[0]: found 0, expected'],
    ['no wave', 'rotation: { waves: [] }', 'rotation.waves: found an empty list, expected at least one wave'],
    [
      'a day that does not exist',
      'rotation: { freezes: [{ from: 2026-02-30, to: 2026-03-01, reason: x }] }',
      'a day that exists',
    ],
    [
      'a freeze that ends first',
      'rotation: { freezes: [{ from: 2026-03-02, to: 2026-03-01, reason: x }] }',
      'ends after it begins',
    ],
    ['a helper library that is not there', 'rotation: { helperLibrary: ./edgekv.js }', 'found no file at'],
    ['another time zone', 'warnings: { digestAt: "09:00 CET" }', 'expected a time of day in UTC'],
    ['a threshold twice', 'warnings: { thresholds: [7d, 7d] }', 'each threshold once'],
    [
      'an escalation to nobody',
      'warnings: { escalate: { 7d: mail } }',
      'expected one of: mention-owner, on-call, page',
    ],
    ['a limit that is no size', 'bundles: { maxPacked: plenty }', 'bundles.maxPacked: found "plenty", expected a size'],
    ['a size without a unit', 'bundles: { maxUnpacked: 10 MB }', 'bundles.maxUnpacked: found "10 MB", expected a size'],
    ['an unknown admin group', 'admins: root', 'admins: found "root", expected one of: approvers-group'],
    ['a policy for an unknown team', 'policies: [{ match: { owner: sales } }]', 'expected one of: platform'],
    ['a policy for an unknown action', 'policies: [{ match: { action: dance } }]', 'expected one of: create, refresh'],
    ['no approval at all', 'policies: [{ approvals: 0 }]', 'policies[0].approvals: found 0, expected at least 1'],
    [
      'a person twice',
      'people: [{ name: a, slack: U001 }, { name: b, slack: U001 }]',
      'people[1].slack: found "U001" again',
    ],
    ['a key with nothing behind it', 'people:', 'people: found nothing, expected a list of people'],
    ['a merge key', 'x: &x { a: 1 }\npeople: [{ <<: *x, name: a }]', 'found an unknown key'],
  ])('refuses %s', (_, lines, sentence) => {
    expect(problemsOf(`${minimal}${lines}\n`).join('\n')).toContain(sentence)
  })

  test.each([
    ['everyone', 'a name other than'],
    ['__proto__', 'expected another name'],
    ['a b', 'a name of 1 to 64'],
  ])('refuses a group called %s', (name, sentence) => {
    const text = minimal.replace('approvers-group: {', `"${name}": { slackUserGroup: S1A }\n  approvers-group: {`)
    expect(problemsOf(text).join('\n')).toContain(sentence)
  })

  test('refuses a last owner that leaves some token without an owner', () => {
    expect(problemsOf(minimal.replace('match: {}', 'match: { token: "a*" }')).join()).toContain(
      'match: {} in the last owner',
    )
    expect(readText(minimal.replace('match: {}', 'match: { token: "*" }')).ok).toBe(true)
  })

  test('refuses owners and policies behind one that matches everything: they would never count', () => {
    const owner =
      '  - { match: { token: "a*" }, team: a, slack: { channel: C0PLATFORM }, approvers: approvers-group }\n'
    expect(problemsOf(`${minimal}${owner}`)).toContain(
      'edgekv.yaml:6:5 owners[1]: found one that is never reached, expected it before owners[0], which matches everything',
    )
    const policies = (...all: readonly string[]) => problemsOf(`${minimal}policies: [${all.join(', ')}]\n`)
    const strict = '{ match: { action: rotate, network: PRODUCTION }, approvals: 2 }'
    for (const loose of [
      '{ approvals: 1 }',
      '{ match: {}, approvals: 1 }',
      '{ match: { token: "*" }, approvals: 1 }',
    ]) {
      expect(policies(loose, strict).join()).toContain('policies[1]: found one that is never reached')
      expect(policies(strict, loose)).toEqual([])
    }
  })

  test('refuses a policy whose cases an earlier one takes, by whichever word for a rotation', () => {
    const policies = (...all: readonly string[]) => problemsOf(`${minimal}policies: [${all.join(', ')}]\n`).join()
    const rotate = '{ match: { action: rotate }, approvals: 1 }'
    for (const strict of [
      '{ match: { action: migrate }, approvals: 2 }',
      '{ match: { action: adopt, network: PRODUCTION }, approvals: 2 }',
      '{ match: { action: rotate, network: PRODUCTION }, approvals: 2 }',
    ]) {
      expect(policies(rotate, strict)).toContain('expected it before policies[0], which matches all that it would')
      expect(policies(strict, rotate)).toBe('')
    }
    expect(policies(rotate, '{ match: { action: create } }', '{ match: { network: PRODUCTION } }')).toBe('')
    expect(policies('{ match: { compromised: true } }', '{ match: { compromised: false } }')).toBe('')
  })

  test('lets a team match several times, and refuses another right for the same team', () => {
    const first =
      '  - { match: { token: "p*" }, team: platform, slack: { channel: C0PLATFORM }, approvers: approvers-group }\n'
    const twice = (change: (text: string) => string) => minimal.replace('owners:\n', `owners:\n${change(first)}`)
    expect(problemsOf(twice((text) => text))).toEqual([])
    for (const more of ['members: approvers-group', 'onCall: approvers-group', 'visibleTo: [members]'])
      expect(problemsOf(twice((text) => text.replace('team:', `${more}, team:`)))).toEqual([
        'edgekv.yaml:6:24 owners[1].team: found "platform" again, expected another team, or the same as in owners[0] but for its match',
      ])
  })

  test('does not take a name from what every object inherits', () => {
    expect(problemsOf(`${minimal}admins: constructor\n`)).toHaveLength(1)
  })

  test('never repeats what looks like a secret', () => {
    const canary = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
    const lines = `admins: ${canary}\nmapByEmail: ${canary}\nclientSecret: ${canary}\n`
    const problems = problemsOf(`${minimal}${lines}`)
    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toContain('eyJhbG')
    expect(problemsOf(`${minimal}x: "${canary}\n`).join()).not.toContain('eyJhbG')
  })

  test.each([
    ['syntax', 'a: [1,2', ':1:'],
    ['a duplicate key', 'a: 1\na: 2', ':2:1'],
    ['an alias that leads nowhere', 'a: *x', 'aliases that lead nowhere'],
    ['a tag', 'a: !!js/function x', ':1:4'],
    ['two documents', 'a: 1\n---\nb: 1', 'multiple documents'],
    ['nesting without end', `a: ${'['.repeat(100_000)}`, 'expected'],
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb()}`, 'too far'],
    ['nothing at all', '', 'expected a mapping with accounts and owners'],
    ['a list', '- a', 'expected a mapping with accounts and owners'],
    ['two megabytes', `a: ${'x'.repeat(2_000_000)}`, 'at most 1000000'],
  ])('refuses %s without losing its temper', (_, text, sentence) => {
    expect(problemsOf(text).join('\n')).toContain(sentence)
  })

  test('that is not there is one problem, not an exception', () => {
    const read = readConfigFile('/nowhere/edgekv.yaml', missingFile)
    expect(read.ok ? [] : read.problems.map(problemSentence)).toEqual([
      '/nowhere/edgekv.yaml: found no file, expected a YAML file',
    ])
  })

  test('that is a folder, or closed to this user, is called what it is', () => {
    const sentences = ['EISDIR', 'EACCES'].map((code) => {
      const read = readConfigFile('edgekv.yaml', () => {
        throw Object.assign(new Error(code), { code })
      })
      return read.ok ? [] : read.problems.map(problemSentence)
    })
    expect(sentences).toEqual([
      ['edgekv.yaml: found a folder, expected a YAML file'],
      ['edgekv.yaml: found a file that this user may not read, expected a YAML file'],
    ])
  })
})

function bomb(): string {
  return 'bcdefghi'
    .split('')
    .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')
}
