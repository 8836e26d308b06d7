import { describe, expect, test } from 'vitest'
import { Secret } from '../src/core/token/secret.ts'
import { pinoLog } from '../src/pino-log.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2lnbmF0dXJlQ0FOQVJZ'

const logged = (facts: Readonly<Record<string, unknown>>, message = 'message'): string => {
  const lines: string[] = []
  pinoLog({ level: 'debug', write: (line) => lines.push(line) }).warn(message, facts)
  return lines.join('')
}

const circular: Record<string, unknown> = { name: 'x' }
circular['self'] = circular

describe('the log', () => {
  test('writes one JSON line with time, level, message and facts', () => {
    const line = logged({ record: 'R42', targets: 3, nested: { network: 'STAGING' } })
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      msg: 'message',
      record: 'R42',
      targets: 3,
      nested: { network: 'STAGING' },
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(line.endsWith('\n')).toBe(true)
  })

  test('keeps quiet below its level', () => {
    const lines: string[] = []
    const log = pinoLog({ level: 'warn', bound: { instance: 'one' }, write: (line) => lines.push(line) })
    log.info('no')
    log.error('yes')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', instance: 'one', msg: 'yes' }])
  })

  test.each<[string, Record<string, unknown>]>([
    ['a Secret', { it: Secret.of('CANARY') }],
    ['a Secret deep inside', { a: [{ b: new Map([['c', Secret.of('CANARY')]]) }] }],
    ['an Authorization header', { headers: { authorization: 'EG1-HMAC-SHA256 client_token=CANARY;signature=CANARY' } }],
    ['a signature in a text', { text: 'sent EG1-HMAC-SHA256 client_token=akab-CANARY;signature=CANARY' }],
    ['a bearer token in a text', { text: 'Authorization: Bearer CANARY' }],
    ['a chat token', { text: 'xoxb-CANARY and xapp-1-CANARY' }],
    ['a password in a URL', { url: 'redis://me:CANARY@host:1/0' }],
    ['a field named like a secret', { client_secret: 'CANARY', accessToken: 'CANARY', value: 'CANARY' }],
    ['bytes', { bundle: Buffer.from('CANARY') }],
    ['an error with a request in it', { error: Object.assign(new Error('no'), { config: { data: 'CANARY' } }) }],
    ['the cause of an error', { error: new Error('no', { cause: new Error('Bearer CANARY') }) }],
  ])('prints nothing of %s', (_, facts) => {
    const line = logged(facts)
    expect(line).not.toContain('CANARY')
    expect(Object.keys(JSON.parse(line))).toHaveLength(Object.keys(facts).length + 3)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['a fact', { text: `value ${jwt} end` }, ''],
    ['a key', { [jwt]: 1 }, ''],
    ['the message', {}, `message ${jwt}`],
    ['an error', { error: new Error(jwt) }, ''],
    ['a long text, at its cut', { text: 'x'.repeat(1_980) + jwt }, ''],
  ])('prints no JWT in %s', (_, facts, message) => {
    expect(logged(facts, message)).not.toMatch(/eyJ|CANARY|c2lnbmF0/)
  })

  test('prints what an error says, who must act, and why it happened', () => {
    const cause = new Error('connection lost')
    const error = Object.assign(new Error('Akamai did not answer', { cause }), { who: 'retry', system: 'akamai' })
    expect(JSON.parse(logged({ error })).error).toMatchObject({
      message: 'Akamai did not answer',
      who: 'retry',
      system: 'akamai',
      cause: { message: 'connection lost' },
    })
  })

  test('survives what is circular, huge, deep or strange', () => {
    const huge = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 'x'.repeat(10_000)]))
    expect(logged({ circular, huge, big: 1n, fn: () => 1, none: undefined, symbol: Symbol('x') }).length).toBeLessThan(
      200_000,
    )
  })
})
