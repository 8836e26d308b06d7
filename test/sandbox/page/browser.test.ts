import type { App } from '@slack/bolt'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { chromiumPath, launchChromium } from '../../support/launch-chromium.ts'
import { cardApp } from '../slack/card-app.ts'
import { startBoltApp } from '../slack/start-bolt-app.ts'

const channel = 'C0MARKETING'

describe.skipIf(chromiumPath === undefined)('the page in a browser', () => {
  let sandbox: Sandbox
  let app: App
  let browser: Browser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    sandbox = await startSandbox()
    app = await startBoltApp(sandbox.slack, cardApp)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await sandbox?.close()
  })
  beforeEach(async () => {
    sandbox.slack.reset()
    await page?.close()
    page = await browser.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await page.goto(sandbox.slack.pageUrl)
  })

  const type = async (text: string) => {
    await page.getByTestId('command-box').fill(text)
    await page.keyboard.press('Enter')
  }

  test('Ana asks, Ben confirms and approves, and one message shows it to everybody', async () => {
    await type('/edgekv rotate mkt_token1')
    await page.getByText('Only visible to you').waitFor()
    await page.getByTestId('button-approve').waitFor()
    const card = sandbox.slack.driver.messages({ channel })[0]
    await page.getByTestId('person-select').selectOption('U0BEN')
    await page.getByTestId('person-part').getByText('@edge-approvers').waitFor()
    expect(await page.getByLabel('You are').locator('option:checked').textContent()).toBe('Ben Okafor')
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0)
    await page.getByTestId('button-approve').click()
    await page.getByTestId('confirm-no').click()
    expect(sandbox.slack.driver.messages({ channel })[0]?.edits).toBe(0)
    await page.getByTestId('button-approve').click()
    await page.getByText('Rotates mkt_token1 on STAGING and PRODUCTION.').waitFor()
    await page.getByTestId('confirm-yes').click()
    const message = page.getByTestId(`message-${card?.ts}`).first()
    await message.getByText('Approved by @Ben Okafor').waitFor()
    await page.getByText('1 reply').click()
    await page.getByTestId('thread').getByText('Everything follows here.').waitFor()
    expect(faults).toEqual([])
  })

  test('a form says what is missing, what the app refuses, and closes', async () => {
    await type('/edgekv rotate mkt_token1')
    await page.getByTestId('button-deny').click()
    const modal = page.getByTestId('modal')
    await page.getByTestId('modal-submit').click()
    await modal.getByText('Please complete this required field').waitFor()
    await page.getByLabel('Why not?').fill('no, thanks')
    await page.getByTestId('modal-submit').click()
    await modal.getByText('Please say more than no').waitFor()
    expect(await page.getByLabel('Why not?').inputValue()).toBe('no, thanks')
    await page.getByLabel('Why not?').fill('It is frozen this week')
    await page.getByLabel('Next week').check()
    await page.getByTestId('modal-submit').click()
    await expect.poll(() => modal.count()).toBe(0)
    const submitted = JSON.stringify(sandbox.slack.effects().findLast(({ kind }) => kind === 'delivery')?.sent)
    expect(submitted).toContain('"value":"It is frozen this week"')
    expect(submitted).toContain('"value":"7d"')
  })

  test('Escape closes a form, and the person stays where they were', async () => {
    await type('/edgekv rotate mkt_token1')
    await page.getByTestId('button-deny').click()
    await page.getByTestId('modal').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => sandbox.slack.driver.views('U0ANA')).toEqual([])
    await expect.poll(() => page.getByTestId('modal').count()).toBe(0)
  })

  test('what others write arrives by itself and marks its channel', async () => {
    await page.getByTestId('channel-C0PLATFORM').click()
    await page.getByRole('heading', { name: '# platform' }).waitFor()
    await sandbox.slack.driver.say({ user: 'U0BEN', channel, text: 'Look <b>here</b> :key:' })
    await expect.poll(() => page.getByTestId(`channel-${channel}`).getAttribute('class')).toContain('unread')
    await page.getByTestId(`channel-${channel}`).click()
    await page.getByTestId('stream').getByText('Look <b>here</b> 🔑').waitFor()
    await expect.poll(() => page.getByTestId(`channel-${channel}`).getAttribute('class')).not.toContain('unread')
  })

  test('App Home is published when it is opened', async () => {
    await page.getByTestId('channel-home').click()
    await page.getByText('Welcome home').waitFor()
  })

  test('the clock is shown, and its speed is set on the page', async () => {
    await page.getByTestId('rate-600').click()
    await expect.poll(() => page.getByTestId('rate-600').getAttribute('aria-pressed')).toBe('true')
    const response = await fetch(sandbox.clockUrl)
    expect(await response.json()).toMatchObject({ rate: 600 })
    await page.getByTestId('rate-1').click()
    await expect.poll(() => page.getByTestId('rate-1').getAttribute('aria-pressed')).toBe('true')
    await page.getByText(/, 20\d\d, \d\d:\d\d:\d\d/).waitFor()
  })

  test('the clock jumps a day ahead on the page', async () => {
    const now = async (): Promise<number> => ((await (await fetch(sandbox.clockUrl)).json()) as { now: number }).now
    const before = await now()
    await page.getByTestId('jump-day').click()
    await expect.poll(now).toBeGreaterThanOrEqual(before + 86_400_000)
  })
})
