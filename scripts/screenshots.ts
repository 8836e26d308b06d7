// Plays the main job in the demo's page and writes docs/images/*.png: `npm run screenshots`.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { openDemo } from '../test/e2e/demo-page.ts'

const folder = new URL('../docs/images/', import.meta.url)
await mkdir(folder, { recursive: true })
const demo = await openDemo()

const take = async (name: string): Promise<void> => {
  await demo.page.mouse.move(600, 20)
  await demo.page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) })
  process.stdout.write(`docs/images/${name}.png\n`)
}

try {
  await demo.types('/edgekv rotate mkt_token1')
  await demo.button('Ask for approval').waitFor()
  await take('plan')
  await demo.presses('Ask for approval')
  await demo.as('U0BEN')
  await demo.button('Approve').waitFor()
  await take('approval')
  await demo.page.getByTestId('teams-beside').click()
  const teams = demo.page.frameLocator('[data-testid="teams-frame"]')
  await teams.getByTestId('teams-person').selectOption({ label: 'Ben Okafor' })
  // Ben's own view: he has nothing to withdraw.
  await teams.getByText('# platform').waitFor()
  await teams.getByRole('button', { name: 'Withdraw' }).waitFor({ state: 'detached' })
  await teams.getByRole('button', { name: 'Approve' }).last().waitFor()
  await take('teams')
  await demo.page.getByTestId('teams-beside').click()
  await demo.presses('Approve')
  await demo.page.getByTestId('rate-600').click()
  await demo.reads(/Running – soak/)
  await take('progress')
  await demo.page.getByTestId('jump-day').click()
  await demo.button('Source updated').waitFor()
  await demo.as('U0ANA')
  await demo.presses('Source updated')
  await demo.reads(/^Done\. 3 EdgeWorkers/)
  await demo.page
    .getByTestId('stream')
    .getByText('Rotate mkt_token1')
    .first()
    .evaluate((title) => title.scrollIntoView({ block: 'center' }))
  await take('done')
  await demo.page.getByRole('button', { name: '# platform' }).click()
  await demo.reads(/EdgeKV tokens: \d+ warnings/)
  await take('warnings')
  await demo.page.getByRole('button', { name: '# marketing' }).click()
  await demo.types('/edgekv create --account acme')
  const form = demo.page.getByTestId('modal')
  await form.getByLabel('Networks').selectOption(['staging', 'production'])
  await form.getByLabel('Namespaces').selectOption(['marketing'])
  await form.getByText('is the safer one. For both').waitFor()
  await form.getByLabel('Name', { exact: false }).first().pressSequentially('mkt_unused', { delay: 20 })
  await form.getByText('mkt_unused is taken').waitFor()
  await take('form')
} finally {
  await demo.close()
}
