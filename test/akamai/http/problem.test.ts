import { describe, expect, test } from 'vitest'
import { harmless } from '../../../src/akamai/http/harmless.ts'
import { readProblem } from '../../../src/akamai/http/problem.ts'
import { edgeKvProblem, gatewayProblem } from '../support/start-server.ts'

const read = (body: unknown) => readProblem(JSON.stringify(body))

describe('an error body', () => {
  test('of EdgeKV is the API’s', () => {
    expect(read(edgeKvProblem(409, 'EKV_3000', 'Conflict'))).toEqual({
      source: 'api',
      title: 'Conflict',
      errorCode: 'EKV_3000',
      requestId: 'abc123',
      inactiveClient: false,
    })
  })

  test('of the gateway is not, whatever status it names', () => {
    expect(read(gatewayProblem(401, 'Inactive client token'))).toMatchObject({
      source: 'gateway',
      requestId: '1e7f0f0f',
      inactiveClient: true,
    })
  })

  test('wrapped in a list is read', () => {
    expect(read({ errors: [{ detail: 'The namespace does not exist' }] })).toMatchObject({
      source: 'api',
      title: 'The namespace does not exist',
    })
  })

  test.each(['<html>502</html>', '', '"text"', '[]', 'null', '{"errors":"none"}', '{"title":{"a":1},"errorCode":7}'])(
    'that is %s tells nothing',
    (body) => expect(readProblem(body)).toEqual({ source: 'unknown', inactiveClient: false }),
  )

  test('shows no code or id of another shape', () => {
    expect(read({ errorCode: 'eyJhbGciOi', requestId: 'a b', title: 'T' })).toEqual({
      source: 'unknown',
      title: 'T',
      inactiveClient: false,
    })
  })
})

describe('a piece of an answer', () => {
  test.each(['Not authorized', 'An unexpected error has occurred.', 'Invalid\n  timestamp'])('is shown: %s', (text) => {
    expect(harmless(text)).toBe(text.replace(/\s+/g, ' '))
  })

  test.each([
    'x'.repeat(121),
    'token eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
    'signature=abc',
    'Authorization: EG1',
    'client akab-abc',
    `id ${'a1'.repeat(13)}`,
    'naïve',
    '',
  ])('is left out: %s', (text) => expect(harmless(text)).toBeUndefined())
})
