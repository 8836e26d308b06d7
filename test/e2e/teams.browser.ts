import { setTimeout as wait } from 'node:timers/promises'
import type { FrameLocator } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { type DemoPage, openDemo } from './demo-page.ts'

const { ana, ben } = samplePeople

let demo: DemoPage
let teams: FrameLocator
beforeEach(async () => {
  demo = await openDemo()
  await demo.page.setViewportSize({ width: 1500, height: 950 })
  await demo.page.getByTestId('teams-beside').click()
  teams = demo.page.frameLocator('#teams')
  await teams.getByTestId('teams-person').waitFor()
})
afterEach(async () => {
  await demo?.close()
})

const as = (id: string) => teams.getByTestId('teams-person').selectOption(id)
const types = async (line: string): Promise<void> => {
  await teams.getByTestId('teams-line').fill(line)
  await teams.getByTestId('teams-line').press('Enter')
}
const button = (label: string) => teams.getByTestId('teams-stream').getByRole('button', { name: label }).last()

test('what is asked for in Slack is approved in Teams beside it, and both show it', async () => {
  await demo.types('/edgekv rotate mkt_token1')
  await demo.presses('Ask for approval')
  await as(ana.id)
  await teams.getByText('You asked for this, so somebody else must decide it.').waitFor()
  expect(await button('Approve').count()).toBe(0)
  await as(ben.id)
  // The question folds out; a card that is drawn anew in that moment folds it in again, and asks once more.
  const approved = teams.getByText('Approved by ben').first()
  for (let n = 0; n < 20 && !(await approved.isVisible()); n += 1) {
    await button('Approve')
      .click({ timeout: 2_000 })
      .catch(() => undefined)
    await wait(500)
  }
  await approved.waitFor()
  await demo.reads(/Approved by/)
  await teams
    .getByText(/Running – staging|new token mkt_token1_r2 created/)
    .first()
    .waitFor()
  expect(demo.faults).toEqual([])
})

test('a line in Teams is answered to its asker alone, and a denial asks for its reason in a card', async () => {
  await as(ana.id)
  await types('@edgekv rotate mkt_token1')
  await teams.getByText('Only you can see this message').waitFor()
  await button('Ask for approval').click()
  await teams.getByText(/Asked as R\d+/).waitFor()
  await as(ben.id)
  await teams.getByText('Only you can see this message').first().waitFor({ state: 'hidden' })
  await button('Deny').click()
  await teams.getByLabel('Reason').fill('not on a Friday')
  await button('Deny').click()
  await teams.getByText(/is denied/).waitFor()
  await teams.getByText('Denied: nothing was done.').first().waitFor()
  expect(await teams.getByLabel('Reason').count()).toBe(0)
  expect(demo.faults).toEqual([])
})
