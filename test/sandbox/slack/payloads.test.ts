import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject, type Json, type JsonObject, objectOf, parseJson } from '../../../src/sandbox/slack/json.ts'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'
import { startSlack } from '../../../src/sandbox/slack/start-slack.ts'
import { cardApp } from './card-app.ts'
import { startBoltApp } from './start-bolt-app.ts'

const folder = '../shared/data/slack/payloads'

/** What people choose or the app wrote; its shape is not Slack's. */
const free = ['state', 'blocks', 'metadata', 'elements', 'confirm']

const kindOf = (value: Json): string => (Array.isArray(value) ? 'list' : typeof value)

/** The places where a payload has a field that Slack's sample has not, or one of another type; null stands for any. */
const strange = (ours: JsonObject, sample: JsonObject, at = ''): string[] =>
  Object.entries(ours).flatMap(([name, value]) => {
    const path = `${at}.${name}`
    const theirs = sample[name]
    if (free.includes(name) || value === null || value === undefined) return []
    if (theirs === undefined) return [`${path} is not in the sample`]
    if (isObject(value) && isObject(theirs)) return strange(value, theirs, path)
    return kindOf(value) === kindOf(theirs) ? [] : [`${path} is a ${kindOf(value)}`]
  })

const sampleOf = (name: string): JsonObject => objectOf(parseJson(readFileSync(`${folder}/${name}.json`, 'utf8')))

describe.skipIf(!existsSync(folder))('payloads have the fields of Slack’s samples', () => {
  let slack: SlackSandbox
  const channel = 'C0MARKETING'

  beforeEach(async () => {
    slack = await startSlack()
  })
  afterEach(() => slack.close())

  const delivered = (): JsonObject[] => slack.effects().flatMap(({ kind, sent }) => (kind === 'delivery' ? [sent] : []))

  test('commands, clicks, submissions', async () => {
    const app = await startBoltApp(slack, cardApp)
    await slack.driver.command({ user: 'U0ANA', channel, text: 'rotate mkt_token1' })
    const card = await slack.driver.waitFor(() => slack.driver.messages({ channel })[0])
    await slack.driver.click({ user: 'U0BEN', channel, ts: card.ts, actionId: 'deny' })
    const view = await slack.driver.waitFor(() => slack.driver.views('U0BEN')[0])
    await slack.driver.submitView({ user: 'U0BEN', viewId: view.id, values: { reason: 'It is frozen' } })
    await app.stop()
    expect(delivered().map(({ type }) => type)).toEqual([undefined, 'block_actions', 'view_submission'])
    const [command = {}, click = {}, submission = {}] = delivered()
    const { is_enterprise_install: _flag, ...sample } = sampleOf('SlashCommandPayload')
    expect(strange({ ...command, is_enterprise_install: null }, sample)).toEqual([])
    const clicked = sampleOf('BlockActionPayload')
    expect(Object.keys(sample).filter((name) => command[name] === undefined)).toEqual([
      'enterprise_id',
      'enterprise_name',
    ])
    const action = objectOf((click['actions'] as Json[])[0])
    expect(strange({ ...click, actions: null }, clicked)).toEqual([])
    expect(strange(action, objectOf((clicked['actions'] as Json[])[0]))).toEqual([])
    const response = { response_urls: [] }
    expect(strange(submission, { ...sampleOf('ViewSubmissionPayload'), ...response })).toEqual([])
  })
})
