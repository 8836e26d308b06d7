import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readCredential } from '../../../src/akamai/credentials.ts'

const host = 'akab-abc.luna.akamaiapis.net'

const edgerc = `
; my clients
[default]
client_secret = abc+/DEF=  ; the secret
host = https://${host}/
access_token = "akab-access;1"
client_token = akab-client-1
max_body = 131072

[staging-only]
host=akab-stg.luna.akamaiapis.net:8443
client_secret=s2
access_token=a2
client_token=c2
[default]
host = akab-second.luna.akamaiapis.net
[empty]
[half]
host = ${host}
client_token = c
[template]
client_secret = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
host = akab-real.luna.akamaiapis.net
access_token = a
client_token = c
`

const read = (section: string, edgercText: string | undefined = edgerc, env: Record<string, string> = {}) =>
  readCredential({ section, edgercText, edgercPath: '~/.edgerc', env })

const problem = (result: ReturnType<typeof readCredential>) => {
  if (result.ok) throw new Error('it was accepted')
  return result.problem
}

const credential = (result: ReturnType<typeof readCredential>) => {
  if (!result.ok) throw new Error(result.problem.sentence)
  return result.credential
}

const environment = {
  AKAMAI_HOST: 'akab-env.luna.akamaiapis.net',
  AKAMAI_CLIENT_TOKEN: 'ct',
  AKAMAI_ACCESS_TOKEN: 'at',
  AKAMAI_CLIENT_SECRET: 'cs',
}

describe('a credential from the .edgerc', () => {
  test('is read with comments, quotes, spaces and a scheme before the host', () => {
    const found = credential(read('default'))
    expect(found.host).toBe(host)
    expect(found.clientSecret.reveal()).toBe('abc+/DEF=')
    expect(found.accessToken.reveal()).toBe('akab-access;1')
    expect(found.clientToken.reveal()).toBe('akab-client-1')
  })

  test('is read with Windows line ends and a byte order mark', () => {
    expect(credential(read('staging-only', `\uFEFF${edgerc.replaceAll('\n', '\r\n')}`)).host).toBe(
      'akab-stg.luna.akamaiapis.net:8443',
    )
  })

  test('prints no secret', () => {
    expect(inspect(credential(read('default')), { depth: 9 })).not.toMatch(/abc\+|akab-access|akab-client/)
  })
})

describe('the environment', () => {
  test('wins over the file', () => {
    expect(credential(read('default', edgerc, environment)).host).toBe('akab-env.luna.akamaiapis.net')
  })

  test('is enough without a file', () => {
    expect(credential(readCredential({ section: 'default', env: environment })).clientSecret.reveal()).toBe('cs')
  })

  test('is read under the section’s name, with _ for -', () => {
    const env = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name.replace('AKAMAI_', 'AKAMAI_STAGING_ONLY_'), value]),
    )
    expect(credential(read('staging-only', edgerc, env)).host).toBe('akab-env.luna.akamaiapis.net')
    expect(credential(read('default', edgerc, env)).host).toBe(host)
  })

  test('set by half is a problem that names what is missing', () => {
    const { AKAMAI_CLIENT_SECRET: _, ...half } = environment
    expect(problem(read('default', edgerc, half))).toMatchObject({
      code: 'environment-incomplete',
      sentence: expect.stringContaining('AKAMAI_CLIENT_SECRET'),
    })
  })
})

describe('a credential that cannot be used', () => {
  test.each([
    ['no file', () => readCredential({ section: 'default', env: {} }), 'file-missing', 'AKAMAI_EDGERC'],
    [
      'no file for a section that no shell could name',
      () => readCredential({ section: 'my-kv', env: {} }),
      'file-missing',
      'AKAMAI_MY_KV_HOST, AKAMAI_MY_KV_CLIENT_TOKEN, AKAMAI_MY_KV_ACCESS_TOKEN, AKAMAI_MY_KV_CLIENT_SECRET.',
    ],
    ['no such section', () => read('nowhere'), 'section-missing', 'credentials in the configuration'],
    ['an empty section', () => read('empty'), 'key-missing', 'Control Center'],
    ['missing keys', () => read('half'), 'key-missing', 'Control Center'],
    ['a placeholder', () => read('template'), 'placeholder', 'Control Center'],
    [
      'a host with a path',
      () => read('default', edgerc, { ...environment, AKAMAI_HOST: 'a.b/c' }),
      'host-invalid',
      'Give',
    ],
  ])('says so: %s', (_what, result, code, advice) => {
    expect(problem(result())).toMatchObject({ code, advice: expect.stringContaining(advice) })
  })

  test('names every missing key and no value', () => {
    const { sentence } = problem(read('half'))
    expect(sentence).toContain('access_token, client_secret')
    expect(JSON.stringify(problem(read('template')))).not.toContain('xxxxxx')
  })
})
