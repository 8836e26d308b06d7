import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSigningKeys } from '../../src/teams/signing-keys.ts'

const minuteMs = 60_000

/** An OpenID endpoint on loopback: how often it was asked, what keys it has, and whether it is well. */
const openId = { asked: 0, kids: ['one'], status: 200 }
const server = createServer((request, response) => {
  if (request.url === '/openid') openId.asked += 1
  const keys = openId.kids.map((kid) => ({ kid, kty: 'RSA', n: 'n', e: 'AQAB' }))
  const body = request.url === '/openid' ? { jwks_uri: `http://${request.headers.host}/keys` } : { keys }
  response.writeHead(openId.status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
const url = (): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/openid`
}

beforeEach(async () => {
  Object.assign(openId, { asked: 0, kids: ['one'], status: 200 })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const start = () => {
  const clock = { at: 0 }
  const options = { appId: 'a', tenantId: 't', openIdUrl: url(), serviceUrls: [], insecureLocal: false, fetch }
  return { clock, keyOf: createSigningKeys(options, () => clock.at) }
}

test('many deliveries at once read the keys once', async () => {
  const { keyOf } = start()
  const found = await Promise.all(Array.from({ length: 30 }, () => keyOf('one')))
  expect(found.every((key) => key?.kid === 'one')).toBe(true)
  expect(openId.asked).toBe(1)
})

test('keys are read again after a day', async () => {
  const { keyOf, clock } = start()
  await keyOf('one')
  clock.at = 24 * 60 * minuteMs - 1
  await keyOf('one')
  expect(openId.asked).toBe(1)
  openId.kids = ['two']
  clock.at += 1
  expect(await keyOf('one')).toBeUndefined()
})

test('an unknown key makes us look anew once an hour at most, and a new one is found so', async () => {
  const { keyOf, clock } = start()
  await keyOf('one')
  clock.at = 60 * minuteMs - 1
  expect(await keyOf('two')).toBeUndefined()
  expect(openId.asked).toBe(1)
  openId.kids = ['one', 'two']
  clock.at += 1
  expect((await keyOf('two'))?.kid).toBe('two')
  for (let n = 0; n < 50; n += 1) await keyOf(`invented-${n}`)
  expect(openId.asked).toBe(2)
})

test('while the keys cannot be read, deliveries do not make us ask for each of them', async () => {
  const { keyOf, clock } = start()
  openId.status = 503
  for (let n = 0; n < 20; n += 1) await expect(keyOf('one')).rejects.toThrow()
  expect(openId.asked).toBe(1)
  openId.status = 200
  clock.at = 10_000
  expect((await keyOf('one'))?.kid).toBe('one')
})
