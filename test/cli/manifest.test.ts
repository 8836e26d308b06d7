import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultSettings } from '../../src/sandbox/slack/world/settings.ts'
import { runVerb } from './run-verb.ts'

const manifest = (...args: string[]) => runVerb('manifest.ts', 'manifest', args)

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'edgekv-manifest-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const url = 'https://bot.example.com'
const address = `${url}/slack/events`
const schemaFile = '../shared/data/slack/manifest-schema/manifest.schema.2.0.0.json'

describe('manifest slack', () => {
  test('without an address is for Socket Mode: no address anywhere', async () => {
    const { code, out } = await manifest('slack')
    expect(code).toBe(0)
    expect(parse(out)).toMatchObject({ settings: { socket_mode_enabled: true } })
    expect(out).not.toContain('https:')
  })

  test('with an address sends commands, clicks and events there', async () => {
    const file = join(dir, 'slack.yaml')
    expect(await manifest('slack', '--url', url, '-o', file)).toMatchObject({ code: 0, out: '' })
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      features: { slash_commands: [{ command: '/edgekv', url: address }] },
      settings: {
        socket_mode_enabled: false,
        interactivity: { is_enabled: true, request_url: address },
        event_subscriptions: { request_url: address, bot_events: ['app_home_opened'] },
      },
    })
  })

  test('asks for no more than the sandbox grants', async () => {
    const { oauth_config } = parse((await manifest('slack')).out)
    for (const scope of oauth_config.scopes.bot) expect(defaultSettings.scopes).toContain(scope)
  })

  test.skipIf(!existsSync(schemaFile)).each([[[]], [['--url', url]]])(
    "both forms are what Slack's schema allows (%j)",
    async (args) => {
      const ajv = new Ajv({ strict: false, allErrors: true })
      addFormats.default(ajv)
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
      validate(parse((await manifest('slack', ...args)).out))
      expect(validate.errors).toBeNull()
    },
  )

  test.each([
    [[], 'Say for which platform'],
    [['discord'], 'Say for which platform'],
    [['slack', '--url', 'http://bot.example.com'], 'https address'],
    [['slack', '--url', 'bot'], 'https address'],
    [['slack', '--nope'], 'nope'],
  ])('%j is wrong usage', async (args, sentence) => {
    expect(await manifest(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(sentence) })
  })

  test('says so when the file cannot be written', async () => {
    const nowhere = join(dir, 'none', 'x.yaml')
    const said = `${nowhere} cannot be written: its folder is not there.\n`
    expect(await manifest('slack', '-o', nowhere)).toMatchObject({ code: 1, err: said })
    expect(await manifest('slack', '-o', dir)).toMatchObject({
      code: 1,
      err: `${dir} cannot be written: it is a folder.\n`,
    })
  })
})
