import { describe, expect, test } from 'vitest'
import { createAkamai } from '../../src/akamai/akamai-accounts.ts'
import { parseBaseUrl } from '../../src/akamai/base-url.ts'
import { credentialOf, wallClock } from './support/akamai-for.ts'
import { keepLog } from './support/logged.ts'

describe('the base URL', () => {
  test.each([
    'https://akab-1.luna.akamaiapis.net',
    'https://proxy.internal:8443/',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
  ])('may be %s', (url) => expect(parseBaseUrl(url)?.origin).toBe(new URL(url).origin))

  test.each([
    'http://akab-1.luna.akamaiapis.net',
    'http://127.0.0.1.evil.test',
    'http://localhost.evil.test:80',
    'https://host/path',
    'https://user:word@host',
    'ftp://127.0.0.1',
    'not a url',
  ])('may not be %s', (url) => expect(parseBaseUrl(url)).toBeUndefined())

  test('that is not allowed stops the start', () => {
    expect(() =>
      createAkamai({
        accounts: [{ name: 'a', credentials: { production: credentialOf('default') }, generation: 'expiring' }],
        clock: wallClock,
        log: keepLog(),
        http: { baseUrl: 'http://example.test' },
      }),
    ).toThrow('AKAMAI_BASE_URL')
  })
})
