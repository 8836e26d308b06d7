import { expect, test } from 'vitest'
import { noneView } from '../../../../src/core/chat/views/token-views.ts'

test('one who sees no token at all is not sent around to the same sentence', () => {
  expect(noneView({ visible: 0, dead: 0 }).summary).toMatch(/no token that you can see/)
  expect(noneView({ visible: 0, dead: 0 }).summary).not.toContain('/edgekv list')
  expect(noneView({ visible: 2, dead: 0 }).summary).toMatch(/No token matches/)
})
