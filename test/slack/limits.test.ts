import type { KnownBlock } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { boardView } from '../../src/core/chat/views/board-view.ts'
import { noticeView } from '../../src/core/chat/views/notice-view.ts'
import type { View } from '../../src/core/chat/views/view.ts'
import { notices } from '../../src/core/request/notice.ts'
import { states } from '../../src/core/request/state.ts'
import { limits } from '../../src/slack/limits.ts'
import { formAsView, renderForm } from '../../src/slack/render-form.ts'
import { renderHome, renderView } from '../../src/slack/render-view.ts'
import { longestRecord, longestSnapshot } from '../core/chat/longest-record.ts'
import { longestForms, longestViews } from '../core/chat/longest-views.ts'
import { aboveLimits } from './support/block-kit-limits.ts'

const actionsIn = (blocks: readonly KnownBlock[]): readonly string[] =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((one) => ('action_id' in one && one.action_id !== undefined ? [one.action_id] : []))
      : [],
  )

/** Of the view itself: how many buttons it offers. */
const offered = (view: View): number =>
  view.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])).length

const expectLegal = (view: View): void => {
  const { text, blocks } = renderView(view)
  expect(aboveLimits(blocks)).toEqual([])
  expect(blocks.length).toBeLessThanOrEqual(limits.blocks)
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(limits.messageJson)
  expect(text.length).toBeLessThanOrEqual(limits.summary)
}

const boardIn = (state: (typeof states)[number]): View => {
  const value = { ...longestRecord, state }
  return boardView({ ...longestSnapshot, record: { value, ver: 1 } }, { approvers: 'g'.repeat(100) })
}

describe('with the longest names and reasons and 300 targets, Slack takes', () => {
  test.for(Object.entries(longestViews))('the view of %s, as a message and in App Home', ([, view]) => {
    expectLegal(view)
    expect(aboveLimits(renderHome(view))).toEqual([])
  })

  test.for(states)('the board in state %s, with everything that can be pressed', (state) => {
    expectLegal(boardIn(state))
    expect(actionsIn(renderView(boardIn(state)).blocks)).toHaveLength(offered(boardIn(state)))
  })

  test.for(Object.entries(longestForms))(
    'the form %s, as a modal with all of its fields and as a message',
    ([, form]) => {
      const modal = renderForm(form, 'C0MARKETING')
      expect(aboveLimits(modal)).toEqual([])
      expect(modal.private_metadata?.length).toBeLessThanOrEqual(3_000)
      expectLegal(formAsView(form))
      const fields = form.blocks.flatMap((block) => (block.kind === 'field' ? [block.field.id] : []))
      for (const blocks of [modal.blocks, renderView(formAsView(form)).blocks])
        expect(blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []))).toEqual(fields)
    },
  )

  test.for(notices)('the notice %s', (notice) => {
    expectLegal(noticeView(notice, longestSnapshot))
  })
})

test('what is drawn largest is drawn: the parts, the votes, the gate and the entries to paste', () => {
  const shown = (state: (typeof states)[number]): string => JSON.stringify(boardIn(state))
  expect(shown('requested')).toContain('Approved by ')
  expect(shown('staging')).toMatch(/\d+ of 150 active on staging, \d+ on the way, \d+ waiting for parents/)
  expect(shown('awaiting-production')).toContain('Approved for production by ')
  expect(shown('awaiting-source')).toContain('and 294 more')
  expect(shown('awaiting-revoke')).toContain('(leaving)')
})
