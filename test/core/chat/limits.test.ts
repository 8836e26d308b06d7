import { describe, expect, test } from 'vitest'
import { boardView } from '../../../src/core/chat/views/board-view.ts'
import { noticeView } from '../../../src/core/chat/views/notice-view.ts'
import { notices } from '../../../src/core/request/notice.ts'
import { states } from '../../../src/core/request/state.ts'
import { formAsView, renderForm } from '../../../src/slack/render-form.ts'
import { renderHome, renderView } from '../../../src/slack/render-view.ts'
import { aboveLimits, hasPublishedLimits } from '../../slack/support/published-limits.ts'
import { longestForms, longestRecord, longestSnapshot, longestViews } from './longest-views.ts'

describe.skipIf(!hasPublishedLimits)('with the longest names and reasons and 300 targets, Slack takes', () => {
  test.for(Object.entries(longestViews))('the view of %s, as a message and in App Home', ([, view]) => {
    expect(aboveLimits(renderView(view).blocks)).toEqual([])
    expect(renderView(view).blocks.length).toBeLessThanOrEqual(50)
    expect(renderHome(view).blocks.length).toBeLessThanOrEqual(100)
  })

  test.for(states)('the board in state %s', (state) => {
    const value = { ...longestRecord, state }
    const { blocks } = renderView(
      boardView({ ...longestSnapshot, record: { value, ver: 1 } }, { approvers: 'g'.repeat(100) }),
    )
    expect(aboveLimits(blocks)).toEqual([])
    expect(blocks.length).toBeLessThanOrEqual(50)
  })

  test.for(Object.entries(longestForms))(
    'the form %s, as a modal with all of its fields and as a message',
    ([, form]) => {
      const modal = renderForm(form, 'C0MARKETING')
      expect(aboveLimits(modal)).toEqual([])
      expect(modal.private_metadata?.length).toBeLessThanOrEqual(3_000)
      expect(modal.blocks.length).toBeLessThanOrEqual(100)
      const fields = form.blocks.flatMap((block) => (block.kind === 'field' ? [block.field.id] : []))
      for (const blocks of [modal.blocks, renderView(formAsView(form)).blocks]) {
        expect(aboveLimits(blocks)).toEqual([])
        expect(blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []))).toEqual(fields)
      }
    },
  )

  test.for(notices)('the notice %s', (notice) => {
    expect(aboveLimits(renderView(noticeView(notice, longestSnapshot)).blocks)).toEqual([])
  })
})
