import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refreshingToken, smallWorld } from '../../src/sandbox/world/small-world.ts'
import { listAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const path = '/edgekv/v1/tokens'
const body = JSON.stringify({ any: 'thing' })

describe('EdgeGrid', () => {
  let world: TestWorld
  beforeAll(async () => {
    const acme = smallWorld({ tokens: [refreshingToken('home')] }).accounts
    const other = {
      ...smallWorld({ tokens: [refreshingToken('away')] }).accounts[0],
      name: 'globex',
      switchKey: 'F-1:2',
    }
    world = await startWorld({ accounts: [...acme, other] })
  })
  afterAll(() => world.close())

  const denial = (detail: string) => ({
    status: 401,
    json: { title: 'Not authorized', status: 401, detail, method: expect.any(String), requestId: expect.any(String) },
  })

  test('a rightly signed call is answered', async () => {
    expect((await world.api.get(path)).status).toBe(200)
  })

  test('no signature, a wrong secret and a header in pieces are denied in the gateway’s own shape', async () => {
    const none = await world.api.send({ path, headers: { authorization: '' } })
    expect(none).toMatchObject(denial('Invalid authorization header'))
    expect(none.json).not.toHaveProperty('errorCode')
    expect(none.json).toMatchObject({ type: expect.stringContaining('/-/pep-authn/deny') })
    expect(await world.api.send({ path, secret: 'wrong' })).toMatchObject(denial('The signature does not match'))
    const pieces = await world.api.send({ path, headers: { authorization: 'EG1-HMAC-SHA256 client_token=;;=' } })
    expect(pieces).toMatchObject(denial('Invalid authorization header'))
  })

  test('an unknown client token is inactive', async () => {
    expect(await world.api.send({ path, section: 'nobody' })).toMatchObject(denial('Inactive client token'))
  })

  test('a nonce works once', async () => {
    expect((await world.api.send({ path, nonce: 'one' })).status).toBe(200)
    expect(await world.api.send({ path, nonce: 'one' })).toMatchObject(denial('Invalid nonce'))
  })

  test('a clock half a minute off is denied, a little less is not', async () => {
    const at = (ms: number) => world.api.send({ path, timestampMs: Date.now() + ms })
    expect((await at(-25_000)).status).toBe(200)
    expect((await at(25_000)).status).toBe(200)
    expect(await at(-32_000)).toMatchObject(denial('Invalid timestamp'))
    expect(await at(32_000)).toMatchObject(denial('Invalid timestamp'))
  })

  test('signatures stay on real time when the virtual clock jumps', async () => {
    await world.control.post('/clock', { advance: '30d' })
    expect((await world.api.get(path)).status).toBe(200)
  })

  test('a body that is not the signed one is denied, also beyond the first bytes of a small one', async () => {
    const good = await world.api.send({
      method: 'POST',
      path,
      body,
      headers: { 'content-length': String(body.length) },
    })
    expect(good.status).toBe(400)
    const swapped = await world.api.send({ method: 'POST', path, body, signedBody: `${body} ` })
    expect(swapped).toMatchObject(denial('The signature does not match'))
  })

  test('only the first 128 KiB of a body are signed', async () => {
    const long = 'x'.repeat(200_000)
    const sent = await world.api.send({ method: 'POST', path, body: long, signedBody: long.slice(0, 131_072) })
    expect(sent.status).toBe(422)
  })

  test('an account switch key leads to its account, an unknown one nowhere', async () => {
    expect(listAt((await world.api.get(path)).json, 'tokens')).toMatchObject([{ name: 'home' }])
    const away = await world.api.get(`${path}?accountSwitchKey=F-1:2`)
    expect(listAt(away.json, 'tokens')).toMatchObject([{ name: 'away' }])
    const nowhere = await world.api.get(`${path}?accountSwitchKey=nope`)
    expect(nowhere).toMatchObject({ status: 403, json: { type: expect.stringContaining('pep-authz/deny') } })
  })

  test('paths and methods that do not exist are refused after the signature', async () => {
    expect((await world.api.get('/edgekv/v1/nothing')).status).toBe(404)
    expect((await world.api.send({ method: 'PUT', path })).status).toBe(405)
  })
})
