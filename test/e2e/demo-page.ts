import type { Browser, Locator, Page } from 'playwright-core'
import { type Stage, setStage } from '../../src/cli/demo/stage.ts'
import { launchChromium } from '../support/launch-chromium.ts'

export type PersonId = 'U0ANA' | 'U0BEN' | 'U0CHO'

/** The demo as somebody sees it: the real bot on its stage, and the page in a browser. */
export interface DemoPage {
  readonly stage: Stage
  readonly page: Page
  /** What went wrong on the page itself. */
  readonly faults: readonly string[]
  as(person: PersonId): Promise<void>
  types(line: string): Promise<void>
  /** The newest button with this label. */
  button(label: string): Locator
  /** Presses it, and says yes where it asks again. */
  presses(label: string): Promise<void>
  reads(text: string | RegExp): Promise<void>
  close(): Promise<void>
}

const open = async (stage: Stage, browser: Browser): Promise<DemoPage> => {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, deviceScaleFactor: 1 })
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(stage.sandbox.slack.pageUrl)
  const button = (label: string): Locator => page.getByTestId('stream').getByRole('button', { name: label }).last()
  return {
    stage,
    page,
    faults,
    button,
    as: async (person) => void (await page.getByTestId('person-select').selectOption(person)),
    types: async (line) => {
      await page.getByTestId('command-box').fill(line)
      await page.keyboard.press('Enter')
    },
    presses: async (label) => {
      await button(label).click()
      const yes = page.getByTestId('confirm-yes')
      if (await yes.isVisible()) await yes.click()
    },
    reads: (text) => page.getByTestId('stream').getByText(text).first().waitFor(),
    close: async () => {
      await browser.close()
      await stage.close()
    },
  }
}

/** Sets the stage and opens its page. Nothing is left behind when it is closed. */
export const openDemo = async (): Promise<DemoPage> => {
  const stage = await setStage()
  try {
    return await open(stage, await launchChromium())
  } catch (error) {
    await stage.close()
    throw error
  }
}
