import { afterEach, beforeEach, expect, test } from 'vitest'
import { effectLines } from '../../src/cli/demo/scripts/check.ts'
import { type DemoPage, openDemo } from './demo-page.ts'

let demo: DemoPage

beforeEach(async () => {
  demo = await openDemo()
  await demo.stage.control.mark()
})
afterEach(async () => {
  await demo?.close()
})

const ask = async (): Promise<void> => {
  await demo.types('/edgekv rotate mkt_token1')
  await demo.presses('Ask for approval')
  await demo.as('U0BEN')
}

const outages = async (): Promise<readonly string[]> => {
  const { edgeWorkers } = await demo.stage.control.outage('mark')
  return edgeWorkers.filter((one) => [4101, 4102, 4103].includes(one.edgeWorkerId)).map((one) => JSON.stringify(one))
}

test('one message advances from the request to the revoked old token, and no edge answers 401', async () => {
  await ask()
  await demo.presses('Approve')
  await demo.page.getByTestId('rate-600').click()
  await demo.reads(/Running – soak/)
  await demo.page.getByTestId('jump-day').click()
  await demo.button('Source updated').waitFor()
  await demo.as('U0ANA')
  await demo.presses('Source updated')
  await demo.reads('Done. 3 EdgeWorkers use the new token; mkt_token1 revoked.')
  const lines = await effectLines(demo.stage)
  expect(lines.filter((line) => line.startsWith('activation.create'))).toHaveLength(6)
  expect(lines.at(-1)).toBe('token.revoke mkt_token1')
  expect(await outages()).toEqual([])
  expect(demo.faults).toEqual([])
})

test('a denied request does nothing, and its buttons are gone', async () => {
  await ask()
  await demo.presses('Deny')
  await demo.page.getByTestId('modal-submit').click()
  await demo.reads('Denied: nothing was done.')
  await expect.poll(() => demo.button('Approve').count()).toBe(0)
  expect(await effectLines(demo.stage)).toEqual([])
})

test('an approver who asked is told that somebody else must decide', async () => {
  await demo.as('U0BEN')
  await demo.types('/edgekv rotate mkt_token1')
  await demo.presses('Ask for approval')
  await demo.presses('Approve')
  await demo.reads('You asked for this, so somebody else must decide it.')
  await demo.button('Approve').waitFor()
  expect(await effectLines(demo.stage)).toEqual([])
})

test('a plan whose EdgeWorker was deployed meanwhile is void, and says so', async () => {
  await ask()
  await demo.button('Approve').waitFor()
  await deployElsewhere()
  await demo.presses('Approve')
  await demo.reads(/^Void\./)
  expect((await effectLines(demo.stage)).filter((line) => line.startsWith('token.'))).toEqual([])
})

test('a click that comes after the decision is told who decided', async () => {
  await ask()
  await demo.button('Approve').waitFor()
  const { driver } = demo.stage.sandbox.slack
  const card = driver.messages({ channel: 'C0MARKETING' }).at(-1)
  const actionId = elementsOf(card?.blocks ?? []).find((id) => id.startsWith('approve'))
  await demo.presses('Approve')
  await demo.reads(/Approved by/)
  await demo.as('U0CHO')
  await driver.click({
    user: 'U0CHO',
    channel: 'C0MARKETING',
    ts: card?.ts ?? '',
    actionId: actionId ?? '',
    stale: true,
  })
  await demo.reads(/was already approved by ben/)
})

test('a token is created from the form, and its value is shown to nobody', async () => {
  await demo.types('/edgekv create --account acme')
  const modal = demo.page.getByTestId('modal')
  const name = modal.getByLabel('Name', { exact: false }).first()
  await name.pressSequentially('mkt_token1', { delay: 30 })
  await modal.getByText('mkt_token1 is taken: choose another name.').waitFor()
  expect(await name.inputValue()).toBe('mkt_token1')
  await demo.page.keyboard.press('Control+A')
  await demo.page.keyboard.type('mkt_from_form', { delay: 30 })
  await modal.getByText('This name is free.').waitFor()
  await modal.getByLabel('Networks').selectOption(['staging'])
  await modal.getByLabel('Namespaces').selectOption(['marketing'])
  await modal.getByText('every EdgeWorker of the account may use it. Choose those that need it.').waitFor()
  await modal.getByLabel('EdgeWorkers').selectOption(['4101'])
  await expect.poll(() => modal.getByText('Choose those that need it.').count()).toBe(0)
  expect(await name.inputValue()).toBe('mkt_from_form')
  await demo.page.getByTestId('modal-submit').click()
  await demo.presses('Ask for approval')
  await demo.as('U0BEN')
  await demo.presses('Approve')
  await demo.page.getByTestId('rate-600').click()
  await demo.reads(/mkt_from_form created/)
  expect(await effectLines(demo.stage)).toEqual(['token.create mkt_from_form'])
  expect(await demo.page.content()).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/)
  expect(demo.faults).toEqual([])
})

test('breaking the glass takes the right words and a reason, starts at once, and owes a review', async () => {
  await demo.as('U0CHO')
  await demo.types('/edgekv break-glass rotate mkt_token1 --reason "it leaked"')
  await demo.presses('Break the glass')
  const modal = demo.page.getByTestId('modal')
  await modal.getByLabel(/cannot wait/).fill('the token leaked')
  await modal.getByLabel(/Type:/).fill('please')
  await demo.page.getByTestId('modal-submit').click()
  await demo.reads(/the phrase to type/)
  expect(await effectLines(demo.stage)).toEqual([])
  await demo.presses('Break the glass')
  await modal.getByLabel(/cannot wait/).fill('the token leaked')
  await modal.getByLabel(/Type:/).fill('break glass')
  await demo.page.getByTestId('modal-submit').click()
  await demo.reads(/starts now without approval/)
  await demo.as('U0BEN')
  await demo.reads(/A review by somebody else is owed until/)
  await demo.button('Reviewed').first().waitFor()
  await expect
    .poll(async () => (await effectLines(demo.stage))[0], { timeout: 60_000 })
    .toBe('token.create mkt_token1_r2')
  expect(demo.faults).toEqual([])
})

const elementsOf = (blocks: readonly Readonly<Record<string, unknown>>[]): readonly string[] =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id = '']) => id)

/** Somebody releases another version of one of the EdgeWorkers. */
const deployElsewhere = async (): Promise<void> => {
  const response = await fetch(`${demo.stage.sandbox.control.url}/deploy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edgeWorkerId: 4101, network: 'PRODUCTION', version: '1.2' }),
  })
  expect(response.ok, await response.text()).toBe(true)
}
