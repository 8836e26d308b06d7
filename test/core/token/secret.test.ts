import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '../../../src/core/token/secret.ts'

test('a secret prints as [secret], however it is turned into text', () => {
  const secret = Secret.of('canary-value')
  const texts = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    String([secret]),
  ]
  for (const text of texts) expect(text).not.toContain('canary-value')
  expect(secret.reveal()).toBe('canary-value')
})
