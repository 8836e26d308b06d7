import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { configExample } from '../../src/config/config-example.ts'
import { problemSentence } from '../../src/config/config-problem.ts'
import { readConfig } from '../../src/config/read-config.ts'
import type { Env } from '../../src/config/read-environment.ts'
import { missingFile } from './read-text.ts'

const withTeams = configExample.replace('# teams: {', 'teams: {')

const read = (env: Env, text = configExample) =>
  readConfig({ env, readFile: (path) => (path === 'c.yaml' ? new TextEncoder().encode(text) : missingFile(path)) })

const base: Env = {
  EDGEKV_CHATOPS_CONFIG: 'c.yaml',
  REDIS_URL: 'redis://:CANARY-redis@127.0.0.1:7777/2',
  SLACK_BOT_TOKEN: 'xoxb-CANARY',
  SLACK_SIGNING_SECRET: 'CANARY-signing',
}

const problems = (env: Env, text?: string): readonly string[] => {
  const result = read(env, text)
  return result.ok ? [] : result.problems.map(problemSentence)
}

const configOf = (env: Env, text?: string) => {
  const result = read(env, text)
  if (!result.ok) throw new Error(result.problems.map(problemSentence).join('\n'))
  return result.config
}

describe('the configuration', () => {
  test('is the file and the environment in one, with defaults', () => {
    const config = configOf(base)
    expect(config.accounts[0]?.name).toBe('acme')
    expect(config).toMatchObject({
      redis: { address: '127.0.0.1:7777', cluster: false, allowVolatile: false },
      http: { port: 3000 },
      logLevel: 'info',
      workerTimes: { heartbeatMs: 1000, heartbeatTtlMs: 3000, lockMs: 2000, reconcileMs: 1000 },
    })
    expect(config.redis.url.reveal()).toBe(base['REDIS_URL'])
    expect(config.teams).toBeUndefined()
  })

  test('prints none of its secrets', () => {
    const config = configOf({
      ...base,
      SLACK_APP_TOKEN: 'xapp-CANARY',
      NOTIFICATIONS_SECRET: 'CANARY-notifications',
      PAGERDUTY_ROUTING_KEY: 'CANARY-pager',
      HEARTBEAT_URL: 'https://ping.example/CANARY',
      AUDIT_ANCHOR_URL: 'https://anchor.example/CANARY',
      HTTPS_PROXY: 'http://me:CANARY@proxy.example:8080',
    })
    expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toContain('CANARY')
  })

  test('cannot be changed', () => {
    const config = configOf(base)
    const attempts = [config, config.accounts, config.accounts[0], config.rotation, config.redis]
    expect(attempts.every((part) => Object.isFrozen(part))).toBe(true)
  })

  test('scales the worker times for tests', () => {
    const { workerTimes } = configOf({ ...base, EDGEKV_CHATOPS_WORKER_TIME_SCALE: '0.1' })
    expect(workerTimes).toEqual({
      heartbeatMs: 100,
      heartbeatTtlMs: 300,
      absenceAfterMs: 300,
      lockMs: 200,
      stalledMs: 100,
      reconcileMs: 100,
    })
  })

  test('tells the problems of file and environment together', () => {
    const found = problems({ ...base, PORT: '99999', REDIS_URL: '' }, configExample.replace('soak: 24h', 'soak: long'))
    expect(found).toHaveLength(3)
    expect(found.join('\n')).toMatch(/rotation\.soak.*\n.*PORT.*\nREDIS_URL/)
  })

  test.each([
    [{ EDGEKV_CHATOPS_CONFIG: '' }, 'EDGEKV_CHATOPS_CONFIG: found nothing, expected the path'],
    [{ EDGEKV_CHATOPS_CONFIG: 'd.yaml' }, 'd.yaml: found no file, expected a YAML file'],
    [{ REDIS_URL: 'http://x' }, 'REDIS_URL: found something else, expected redis://'],
    [{ REDIS_URL: 'redis://x/main' }, 'with the number of a database or nothing behind it'],
    [{ SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN: found nothing'],
    [{ SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN: found something else, expected a bot token'],
    [{ SLACK_SIGNING_SECRET: '' }, 'SLACK_SIGNING_SECRET: found nothing'],
    [
      { AKAMAI_BASE_URL: 'http://akamai.example' },
      'AKAMAI_BASE_URL: found "http://akamai.example", expected an https URL',
    ],
    [{ EDGEKV_CHATOPS_CLOCK_URL: 'http://10.0.0.1/clock' }, 'expected a URL on loopback'],
    [{ EDGEKV_CHATOPS_CLOCK_URL: 'http://127.0.0.1.evil.example/' }, 'expected a URL on loopback'],
    [{ TEAMS_APP_ID: 'a' }, 'TEAMS_TENANT_ID: found nothing'],
    [{ TEAMS_INSECURE_LOCAL: '1' }, 'TEAMS_APP_ID: found nothing'],
    [{ TEAMS_INSECURE_LOCAL: 'yes' }, 'expected one of: 1'],
    [{ REDIS_SENTINELS: 'host' }, 'REDIS_SENTINELS: found "host", expected host:port'],
    [{ NOTIFICATIONS_SECRET: 'short' }, 'NOTIFICATIONS_SECRET: found something else, expected at least 16'],
    [{ PORT: '99999' }, 'PORT: found "99999", expected a whole number from 0 to 65535'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: found "loud", expected one of: debug, info, warn, error'],
    [{ EDGEKV_CHATOPS_WORKER_TIME_SCALE: '0' }, 'expected a number from 0.05 to 10'],
    [{ EDGEKV_CHATOPS_TEST_WITHOUT: 'fence' }, 'expected nothing, unless AKAMAI_BASE_URL is on loopback'],
    [
      { EDGEKV_CHATOPS_TEST_WITHOUT: 'fence', AKAMAI_BASE_URL: 'https://akamai.example' },
      'expected nothing, unless AKAMAI_BASE_URL is on loopback',
    ],
  ])('refuses %j', (change, sentence) => {
    expect(problems({ ...base, ...change }).join('\n')).toContain(sentence)
  })

  test('never shows what it found in a secret variable', () => {
    const bad = { SLACK_BOT_TOKEN: 'CANARY 1', REDIS_URL: 'CANARY://x', HTTPS_PROXY: 'CANARY', HEARTBEAT_URL: 'CANARY' }
    expect(problems({ ...base, ...bad })).toHaveLength(4)
    expect(problems({ ...base, ...bad }).join()).not.toContain('CANARY')
  })

  test('insists on Teams credentials as soon as the file has a Teams setting', () => {
    expect(problems(base, withTeams)).toEqual([
      'TEAMS_APP_ID: found nothing, expected a value, because the file has Teams settings',
      'TEAMS_TENANT_ID: found nothing, expected a value, because the file has Teams settings',
      'TEAMS_APP_PASSWORD: found nothing, expected a value, because the file has Teams settings',
    ])
    const teams = { TEAMS_APP_ID: 'A', TEAMS_TENANT_ID: 'T', TEAMS_APP_TYPE: 'UserAssignedMSI' }
    expect(configOf({ ...base, ...teams }, withTeams).teams).toMatchObject({ appId: 'a', tenantId: 't' })
  })

  test('binds to loopback alone while Teams is insecure', () => {
    const teams = { TEAMS_APP_ID: 'a', TEAMS_TENANT_ID: 't', TEAMS_INSECURE_LOCAL: '1' }
    expect(configOf({ ...base, ...teams }).http).toEqual({ port: 3000, host: '127.0.0.1' })
  })

  test('reads sentinels with and without the name of their set', () => {
    const nodes = [
      { host: 'one', port: 26379 },
      { host: 'two', port: 26380 },
    ]
    const sentinels = (text: string) => configOf({ ...base, REDIS_URL: '', REDIS_SENTINELS: text }).redis.sentinels
    expect(sentinels('edge@one:26379,two:26380')).toEqual({ name: 'edge', nodes })
    expect(sentinels('one:26379, two:26380')).toEqual({ name: 'mymaster', nodes })
  })

  test('takes proxies in lower case too', () => {
    const { outgoing } = configOf({ ...base, https_proxy: 'http://proxy.example:1', no_proxy: 'localhost' })
    expect([outgoing.httpsProxy?.reveal(), outgoing.noProxy]).toEqual(['http://proxy.example:1', 'localhost'])
  })
})
