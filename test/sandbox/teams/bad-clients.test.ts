import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTeams } from '../../../src/sandbox/teams/start-teams.ts'
import type { TeamsSandbox } from '../../../src/sandbox/teams/teams-sandbox.ts'
import { marketing, personalOf } from '../../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../../src/sandbox/teams/world/people.ts'
import { textAt } from '../json-at.ts'
import { type ConnectorCaller, connectorCaller } from './connector-caller.ts'

const { ana, ben } = samplePeople
const activitiesOf = (conversation: string): string =>
  `/v3/conversations/${encodeURIComponent(conversation)}/activities`
const inMarketing = activitiesOf(marketing)
const targeted = '?isTargetedActivity=true'
const text = { type: 'message', text: 'hello' }
const cardOf = (content: Readonly<Record<string, unknown>>) => ({
  type: 'message',
  attachments: [
    { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', ...content } },
  ],
})

let teams: TeamsSandbox
let bot: ConnectorCaller
beforeEach(async () => {
  teams = await startTeams()
  bot = connectorCaller(teams)
})
afterEach(() => teams.close())

const codesOf = async (...calls: readonly (readonly [method: string, path: string, body?: unknown])[]) => {
  const codes: string[] = []
  for (const [method, path, body] of calls) {
    const { status, json } = await bot.call(method, path, body)
    codes.push(`${status} ${textAt(json, 'error', 'code')}`)
  }
  return codes
}

test('whoever has the wrong secret, app, tenant or grant gets no token, and without one nothing is answered', async () => {
  const refused = [
    await bot.signIn({ client_secret: 'guessed' }),
    await bot.signIn({ client_id: '00000000-0000-4000-8000-000000000009' }),
    await bot.signIn({}, '00000000-0000-4000-8000-000000000009'),
    await bot.signIn({ grant_type: 'password' }),
    await bot.signIn({ scope: 'everything' }),
  ]
  expect(refused.map(({ status, json }) => `${status} ${textAt(json, 'error')}`)).toEqual([
    '401 invalid_client',
    '400 unauthorized_client',
    '400 invalid_request',
    '400 invalid_request',
    '400 invalid_request',
  ])
  expect(await codesOf(['POST', inMarketing, text])).toEqual(['401 Unauthorized'])
  expect(teams.effects()).toEqual([])
  expect((await bot.signIn()).status).toBe(200)
  expect((await bot.call('POST', inMarketing, text)).status).toBe(201)
})

describe('a bot that has signed in', () => {
  beforeEach(() => bot.signIn())

  test('writes nowhere where it is not, and to nobody who is not there', async () => {
    teams.install(marketing, false)
    expect(
      await codesOf(
        ['POST', activitiesOf('19:nowhere@thread.tacv2'), text],
        ['POST', inMarketing, text],
        ['POST', '/v3/conversations', { members: [{ id: 'nobody' }], tenantId: teams.tenantId }],
        ['POST', '/v3/conversations', { members: [{ id: ana.id }], tenantId: 'elsewhere' }],
        ['GET', `/v3/conversations/${encodeURIComponent(personalOf(ana.id))}/members/${ben.id}`],
      ),
    ).toEqual([
      '404 ConversationNotFound',
      '403 BotNotInConversationRoster',
      '400 BadArgument',
      '400 BadArgument',
      '404 MemberNotFoundInConversation',
    ])
  })

  test('is refused what Teams would not show', async () => {
    const input = { type: 'Input.Text', id: 'same' }
    const refresh = { userIds: Array.from({ length: 61 }, (_, n) => `29:${n}`) }
    const mention = { type: 'mention', text: '<at>Ana</at>', mentioned: { id: ana.id, name: 'Ana' } }
    expect(
      await codesOf(
        ['POST', inMarketing, { type: 'message' }],
        ['POST', inMarketing, { ...text, text: 'x'.repeat(60_000) }],
        ['POST', inMarketing, cardOf({ version: '1.6', body: [] })],
        ['POST', inMarketing, cardOf({ version: '1.5', body: [input, input] })],
        ['POST', inMarketing, cardOf({ version: '1.5', body: [], refresh })],
        ['POST', inMarketing, cardOf({ version: '1.5', body: [], msteams: { entities: [mention] } })],
      ),
    ).toEqual(['400 BadSyntax', '413 MessageSizeTooBig', ...Array(4).fill('400 BadSyntax')])
  })

  test('says whom a message is for alone, once, and not where there is nobody else', async () => {
    const recipient = { id: ana.account, isTargeted: true }
    const shown = await bot.call('POST', `${inMarketing}${targeted}`, { ...text, recipient })
    expect(shown.status).toBe(201)
    const own = `${inMarketing}/${textAt(shown.json, 'id')}`
    expect(
      await codesOf(
        ['POST', `${inMarketing}${targeted}`, text],
        ['POST', `${inMarketing}${targeted}`, { ...text, recipient: { id: ana.account } }],
        ['POST', `${activitiesOf(personalOf(ana.id))}${targeted}`, { ...text, recipient }],
        ['POST', `${activitiesOf('19:platform@thread.tacv2')}${targeted}`, { ...text, recipient }],
        ['PUT', own, text],
        ['PUT', `${own}${targeted}`, { ...text, recipient }],
      ),
    ).toEqual([
      '400 BadArgument',
      '400 BadArgument',
      '400 BadArgument',
      '404 BotNotInConversationRoster',
      '404 ActivityNotFoundInConversation',
      '400 BadArgument',
    ])
    expect((await bot.call('PUT', `${own}${targeted}`, text)).status).toBe(200)
  })

  test('changes and removes its own messages alone', async () => {
    await teams.connect({ url: 'http://127.0.0.1:9/' })
    await teams.driver.types({ user: ana.id, conversation: marketing, text: 'mine' })
    const [hers] = teams.driver.messages({ conversation: marketing })
    const path = `${inMarketing}/${hers?.id}`
    const gone = '404 ActivityNotFoundInConversation'
    expect(await codesOf(['PUT', path, text], ['DELETE', path], ['DELETE', `${inMarketing}/1`])).toEqual([
      gone,
      gone,
      gone,
    ])
  })

  test('is told to wait when it sends more than seven messages in a second, also where it only edits', async () => {
    const { json } = await bot.call('POST', inMarketing, text)
    const own = `${inMarketing}/${textAt(json, 'id')}`
    const edits = await Promise.all(Array.from({ length: 20 }, () => bot.call('PUT', own, text)))
    const refused = edits.filter(({ status }) => status === 429)
    expect(edits.length - refused.length).toBeGreaterThanOrEqual(6)
    expect(refused.length).toBeGreaterThan(0)
    for (const { retryAfter } of refused) expect(['1', '2']).toContain(retryAfter)
    expect(teams.refusedForRate()).toBe(refused.length)
  })

  test('leaves every call and delivery in the log of effects, with what was sent and answered', async () => {
    await bot.call('POST', inMarketing, text)
    await teams.connect({ url: 'http://127.0.0.1:9/' })
    const effects = teams.effects()
    expect(effects[0]).toEqual({ kind: 'call', name: `POST ${inMarketing}`, status: 201, sent: text })
    expect(effects.at(-1)).toMatchObject({ kind: 'delivery', name: 'installationUpdate', status: 0, answered: '' })
  })
})
