import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePeople } from '../../src/sandbox/teams/world/people.ts'
import { playIn } from './support/platform.ts'
import { type Story, startStory } from './support/start-story.ts'

playIn('teams')

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

const user = samplePeople.ana.id
const driver = () => story.sandbox.teams.driver
const forms = () =>
  driver()
    .messages({ conversation: story.ana.channel, user })
    .filter(({ verbs }) => verbs.includes('form:create'))
const put = {
  'field.networks': 'staging',
  'field.namespaces': 'marketing',
  'field.ewids': '4101',
  'field.rights': 'rwd',
}

const opened = async () => {
  await story.ana.sends('create --account=acme')
  const before = forms().length
  return driver().waitFor(() => (forms().length >= Math.max(1, before) ? forms().at(-1) : undefined), 20_000)
}
const presses = async (message: string, verb: string, name: string, more: Readonly<Record<string, string>> = {}) =>
  driver().presses({ user, message, verb, values: { ...put, 'field.name': name, ...more } })

test('a form in a card is looked through on *Check*: remarks and advice, and nothing that was put in is lost', async () => {
  const form = await opened()
  await presses(form.id, 'check:create', 'mkt_token1', { 'field.reason': 'for the new page' })
  const checked = await driver().waitFor(
    () => forms().find(({ id, text }) => id === form.id && text.includes('❌')),
    20_000,
  )
  expect(checked.text).toMatch(/mkt_token1 is taken: choose another name\./)
  expect(checked.text).toMatch(/💡 Read alone does the least harm/)
  expect(checked.text).toMatch(/for the new page/)
  expect(forms().filter(({ id }) => id !== form.id && id > form.id)).toEqual([])
  await presses(form.id, 'check:create', 'mkt_fine')
  const fine = await driver().waitFor(
    () => forms().find(({ id, text }) => id === form.id && text.includes('✅')),
    20_000,
  )
  expect(fine.text).toMatch(/This name is free\./)
})

test('a form in a card that cannot be taken comes back in its place with all that was put in, and is then sent', async () => {
  const form = await opened()
  await presses(form.id, 'form:create', 'no spaces please')
  const back = await driver().waitFor(
    () => forms().find(({ id, text }) => id === form.id && text.includes('❌')),
    20_000,
  )
  expect(back.text).toMatch(/A space will not do/)
  expect(back.text).toMatch(/no spaces please/)
  await presses(form.id, 'form:create', 'mkt_sent')
  await story.ana.reads(/Create a token mkt_sent[\s\S]*marketing \(rwd\); staging; EdgeWorker 4101/)
  expect(forms().some(({ id }) => id === form.id)).toBe(false)
})

test('a token value put in to a card is said to be one, and comes back nowhere', async () => {
  const form = await opened()
  await presses(form.id, 'form:create', `eyJhbGciOiJIUzI1NiJ9.eyJ${'a1B2'.repeat(12)}.c2lnbmF0dXJl`)
  const back = await driver().waitFor(
    () => forms().find(({ id, text }) => id === form.id && text.includes('❌')),
    20_000,
  )
  expect(back.text).toMatch(/looks like a token value, so nothing of it was kept/)
  expect(JSON.stringify([back, await story.keptInRedis()])).not.toContain('a1B2a1B2')
})
