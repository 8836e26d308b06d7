import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { at, listAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const tokens = '/edgekv/v1/tokens'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      generation: 'auto-refreshing',
      tokens: [expiringToken('old', inDays(Date.now(), 6))],
      edgeWorkers: [edgeWorkerUsing({ id: 4101, token: 'old' })],
    }),
  )
})
afterEach(() => world.close())

const order = (name: string) => ({
  name,
  allowOnStaging: true,
  allowOnProduction: false,
  namespacePermissions: { marketing: ['r'] },
})
const create = (name: string) => world.api.post(tokens, order(name))
const effects = async () => listAt(await world.control.get('/effects'), 'effects')

describe('faults', () => {
  test('a lost answer has its effect, a dropped call has none', async () => {
    const match = { method: 'POST', path: '/tokens$' }
    await world.control.post('/faults', [
      { match, action: 'drop-before' },
      { match, nth: 2, action: 'lose-answer' },
    ])
    await expect(create('first')).rejects.toThrow()
    expect(await effects()).toEqual([])
    await expect(create('second')).rejects.toThrow()
    expect(await effects()).toMatchObject([{ n: 1, kind: 'token.create', name: 'second', client: 'default' }])
    expect((await create('third')).status).toBe(200)
    expect(await world.control.get('/faults')).toMatchObject({
      faults: [
        { matched: 3, fired: 1 },
        { matched: 3, fired: 1 },
      ],
    })
  })

  test('a status comes in the gateway’s shape, with Retry-After where wanted, as often as told', async () => {
    await world.control.post('/faults', { action: 'status', status: 503, retryAfter: 2, times: 2 })
    for (const _ of [1, 2]) {
      const answer = await world.api.get(tokens)
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } })
      expect(answer.json).not.toHaveProperty('errorCode')
    }
    expect((await world.api.get(tokens)).status).toBe(200)
  })

  test('latency and delays take their time, an error rate of one spares nobody', async () => {
    const timed = async () => {
      const started = performance.now()
      await world.api.get(tokens)
      return performance.now() - started
    }
    await world.control.post('/latency', { ms: 80 })
    expect(await timed()).toBeGreaterThan(70)
    await world.control.post('/latency', { ms: 0 })
    await world.control.post('/faults', { action: 'delay', ms: 80 })
    expect(await timed()).toBeGreaterThan(70)
    await world.control.post('/errors', { rate: 1, status: 502 })
    expect((await world.api.get(tokens)).status).toBe(502)
  })

  test('rules that are none are refused and say why', async () => {
    await expect(world.control.post('/faults', { action: 'explode' })).rejects.toThrow(/action/)
    await expect(world.control.post('/faults', { action: 'status', status: 200 })).rejects.toThrow(/status/)
  })
})

describe('process dies now', () => {
  let child: ChildProcess
  beforeEach(async () => {
    child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'])
    if (child.stdout !== null) await once(child.stdout, 'data')
  })
  afterEach(() => child.kill('SIGKILL'))

  const createAs = (pid: number | undefined) =>
    world.api.send({
      method: 'POST',
      path: tokens,
      body: JSON.stringify(order('made')),
      headers: { 'x-edgekv-chatops-pid': String(pid) },
    })

  test.each([
    { when: 'before', made: 0 },
    { when: 'after', made: 1 },
  ])('$when the effect, which happens $made times', async ({ when, made }) => {
    await world.control.post('/faults', { match: { method: 'POST' }, action: 'kill', when })
    const died = once(child, 'exit')
    await expect(createAs(child.pid)).rejects.toThrow()
    expect((await died)[1]).toBe('SIGKILL')
    expect(await effects()).toHaveLength(made)
  })

  test('never kills the sandbox itself', async () => {
    await world.control.post('/faults', { action: 'kill' })
    await expect(createAs(process.pid)).rejects.toThrow()
    expect((await createAs(process.pid)).status).toBe(200)
  })
})

describe('the clock', () => {
  const read = async (query = '') => (await fetch(`${world.akamai.clockUrl}${query}`)).json()

  test('starts at real time, jumps, runs faster, and never backwards', async () => {
    const first: unknown = await read()
    expect(Math.abs(Number(at(first, 'now')) - Date.now())).toBeLessThan(1_000)
    expect(first).toMatchObject({ rate: 1 })
    await world.control.post('/clock', { advance: '30d', rate: 100_000 })
    const second: unknown = await read()
    expect(Number(at(second, 'now'))).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(Number(at(await read(), 'now'))).toBeGreaterThan(Number(at(second, 'now')) + 5_000_000)
    await expect(world.control.post('/clock', { now: 5 })).rejects.toThrow(/forward/)
    await expect(world.control.post('/clock', { rate: 100_001 })).rejects.toThrow(/rate/)
    await expect(world.control.post('/clock', { advance: 'soon' })).rejects.toThrow(/duration/)
  })

  test('holds the answer to those who know the revision, until it changes', async () => {
    const { revision } = Object(await read())
    const waiting = read(`?after=${revision}`)
    const early = await Promise.race([waiting, new Promise((resolve) => setTimeout(() => resolve('held'), 150))])
    expect(early).toBe('held')
    await world.control.post('/clock', { advance: '1d' })
    expect(await waiting).toMatchObject({ revision: revision + 1 })
    expect(await read(`?after=${revision}`)).toMatchObject({ revision: revision + 1 })
  })
})

describe('the controls', () => {
  test('count calls by method and pattern since a mark, refused ones too', async () => {
    await world.control.post('/mark')
    await world.api.get(`${tokens}/old`)
    await world.api.get(`${tokens}/none`)
    await world.api.send({ path: tokens, secret: 'wrong' })
    expect(await world.control.get('/calls')).toEqual({
      total: 3,
      calls: [
        { call: 'GET /edgekv/v1/tokens/:name', count: 2, refused: 1 },
        { call: 'GET /edgekv/v1/tokens', count: 1, refused: 1 },
      ],
    })
  })

  test('tell every value as a canary, and none in the effects or the state', async () => {
    const value = at((await world.api.get(`${tokens}/old`)).json, 'value')
    expect(await world.control.get('/canaries')).toMatchObject({ values: [value] })
    await world.control.post('/deploy', { edgeWorkerId: 4101, network: 'STAGING' })
    const told = JSON.stringify([await world.control.get('/effects'), await world.control.get('/state')])
    expect(told).toContain('4101')
    expect(told).not.toContain(String(value))
  })

  test('reset forgets everything and goes back to real time', async () => {
    await world.control.post('/clock', { advance: '30d' })
    await create('made')
    await world.control.post('/reset')
    expect(await effects()).toEqual([])
    const state = await world.control.get('/state')
    expect(at(state, 'accounts', 0, 'tokens')).toMatchObject([{ name: 'old', state: 'live' }])
    expect(Math.abs(Number(at(state, 'now')) - Date.now())).toBeLessThan(1_000)
  })

  test('refuse worlds, settings and things that are none', async () => {
    await expect(world.control.post('/seed', { accounts: [] })).rejects.toThrow()
    await expect(world.control.post('/seed', { accounts: [{ name: 'a', surprise: 1 }] })).rejects.toThrow(/surprise/)
    await expect(world.control.post('/settings', { surprise: 1 })).rejects.toThrow(/surprise/)
    await expect(world.control.post('/revoke', { name: 'none' })).rejects.toThrow(/none/)
    await expect(world.control.post('/deploy', { edgeWorkerId: 1, network: 'STAGING' })).rejects.toThrow(/1/)
    await expect(world.control.get('/nothing')).rejects.toThrow(/nothing/)
  })

  test('answer on loopback names only', async () => {
    const { port } = new URL(world.akamai.url)
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request({ port, path: '/_control/state', headers: { host: 'evil.example' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).end()
    })
    expect(status).toBe(403)
  })
})
