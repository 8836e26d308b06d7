import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boardView } from '../../src/core/chat/views/board-view.ts'
import { noticeView } from '../../src/core/chat/views/notice-view.ts'
import type { Block } from '../../src/core/chat/views/view.ts'
import { notices } from '../../src/core/request/notice.ts'
import { states } from '../../src/core/request/state.ts'
import { startTeams } from '../../src/sandbox/teams/start-teams.ts'
import { formAsView, renderCard, renderPages } from '../../src/teams/render-view.ts'
import { longestRecord, longestSnapshot } from '../core/chat/longest-record.ts'
import { longestViews } from '../core/chat/longest-views.ts'

const executablePath = '/usr/bin/chromium'
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Where the pictures go: named by the environment to be looked at, else the run's own folder. */
const folder = process.env['CARD_PICTURES'] ?? join(tmpdir(), 'cards')

let teams: Awaited<ReturnType<typeof startTeams>>
let browser: Browser
let page: Page
beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  teams = await startTeams()
  browser = await chromium.launch({ executablePath, args })
  page = await browser.newPage({ viewport: { width: 900, height: 900 } })
  await page.goto(teams.pageUrl)
})
afterAll(async () => {
  await browser?.close()
  await teams?.close()
})

interface Drawn {
  readonly problems: string
  readonly height: number
  /** Elements that stick out of the card. */
  readonly tooWide: readonly string[]
}

/** Draws one card alone on the page, so wide, with everything folded out. A string, because it runs in the browser. */
const drawing = (json: unknown, width: number): string => `(async () => {
  const { drawCard } = await import('/page/card.js')
  const box = drawCard(${JSON.stringify(json)}, () => {})
  box.id = 'alone'
  box.style.width = '${width}px'
  document.body.style.display = 'block'
  document.body.replaceChildren(box)
  for (const button of box.querySelectorAll('.ac-pushButton.expandable')) button.click()
  const right = box.getBoundingClientRect().right + 1
  const wide = [...box.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > right)
  return {
    problems: box.dataset.problems ?? '',
    height: box.getBoundingClientRect().height,
    tooWide: wide.slice(0, 3).map((one) => one.className + ': ' + one.textContent.slice(0, 40)),
  }
})()`

const draw = (json: unknown, width: number): Promise<Drawn> => page.evaluate<Drawn>(drawing(json, width))

const expectDrawn = async (name: string, json: unknown): Promise<void> => {
  for (const width of [740, 340]) {
    const drawn = await draw(json, width)
    expect(drawn, `${name} at ${width}`).toMatchObject({ problems: '', tooWide: [] })
    expect(drawn.height).toBeGreaterThan(20)
    await writeFile(join(folder, `${name}-${width}.png`), await page.locator('#alone').screenshot())
  }
}

const fields: readonly Block[] = (['text', 'multiline', 'choice', 'choices'] as const).map((kind) => ({
  kind: 'field',
  field: {
    id: kind,
    label: 'l'.repeat(100),
    kind,
    hint: 'h'.repeat(400),
    placeholder: 'p'.repeat(150),
    choices: Array.from({ length: 100 }, (_, n) => ({ value: String(n), label: `${n} ${'c'.repeat(70)}` })),
  },
}))
const form = formAsView({
  form: 'create',
  ref: 'acme',
  title: 'Create a token',
  submit: 'Show the plan',
  blocks: fields,
})

test.for(Object.entries(longestViews))('the longest view of %s is drawn whole', async ([name, view]) => {
  for (const [index, card] of renderPages(view).entries()) await expectDrawn(`${name}-${index + 1}`, card)
})

test.for(states)('the longest board in state %s is drawn whole', async (state) => {
  const value = { ...longestRecord, state }
  const names = { approvers: 'g'.repeat(100) }
  await expectDrawn(`board-${state}`, renderCard(boardView({ ...longestSnapshot, record: { value, ver: 1 } }, names)))
})

test.for(notices)('the longest notice %s is drawn whole', async (notice) => {
  await expectDrawn(`notice-${notice}`, renderCard(noticeView(notice, longestSnapshot)))
})

test('the longest form is drawn whole', () => expectDrawn('form', renderCard(form, { own: true })))

test('a card that sticks out, and one that Microsoft’s parser refuses, are found', async () => {
  const column = { type: 'Column', width: '2000px', items: [{ type: 'TextBlock', text: 'x' }] }
  const wide = { type: 'ColumnSet', columns: [column] }
  const text = { type: 'TextBlock', text: 'x' }
  expect((await draw({ type: 'AdaptiveCard', version: '1.5', body: [wide] }, 740)).tooWide).not.toEqual([])
  expect((await draw({ type: 'AdaptiveCard', version: '1.5', body: [text, { type: 'No' }] }, 740)).problems).not.toBe(
    '',
  )
})
