import { afterEach, beforeEach, expect, test } from 'vitest'
import { unpackBundle } from '../../src/sandbox/tar/unpack-bundle.ts'
import { edgeWorkerUsing, refreshingToken, smallWorld, versionUsing } from '../../src/sandbox/world/small-world.ts'
import { bundle } from './bundles.ts'
import { at, listAt } from './json-at.ts'
import { startWorld, type TestWorld } from './start-world.ts'

const parent = '/edgeworkers/v1/ids/4107'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld(
    smallWorld({
      settings: { activationMs: { STAGING: 0, PRODUCTION: 0 }, edgeLagMs: 0 },
      tokens: [refreshingToken('geo'), refreshingToken('own')],
      edgeWorkers: [
        {
          id: 4107,
          name: 'parent',
          groupId: 101,
          versions: [
            {
              ...versionUsing('7', 'own', ['marketing']),
              dependencies: { geo: { edgeWorkerId: 4106, version: 'active' } },
            },
          ],
          active: { STAGING: '7' },
        },
        edgeWorkerUsing({ id: 4106, token: 'geo', namespace: 'default' }),
      ],
    }),
  )
  await world.api.upload('/edgeworkers/v1/ids/4106/versions', bundle('2'))
})
afterEach(() => world.close())

const latest = async () => at((await world.api.get(`${parent}/revisions?network=STAGING`)).json, 'revisions', 0)
const bomOf = async (revisionId: unknown) => (await world.api.get(`${parent}/revisions/${revisionId}/bom`)).json
const activateChild = () => world.api.post('/edgeworkers/v1/ids/4106/activations', { network: 'STAGING', version: '2' })

test('a parent’s first revision is pinned and names its child’s active version', async () => {
  const revision = await latest()
  expect(revision).toMatchObject({ version: '7' })
  const pinned = await world.api.get(`${parent}/revisions?currentlyPinned=true`)
  expect(listAt(pinned.json, 'revisions')).toEqual([revision])
  expect(await bomOf(at(revision, 'revisionId'))).toEqual({
    edgeWorkerId: 4107,
    version: '7',
    dependencies: { geo: { edgeWorkerId: 4106, version: '1.0', dependencies: {} } },
  })
})

test('a child’s activation leaves a pinned parent as it is', async () => {
  const before = at(await latest(), 'revisionId')
  await activateChild()
  expect(at(await latest(), 'revisionId')).toBe(before)
  await world.control.post('/revoke', { name: 'geo' })
  const outage = await world.control.get('/outage')
  const ids = listAt(outage, 'edgeWorkers').map((one) => [at(one, 'edgeWorkerId'), at(one, 'network')])
  expect(ids).toEqual([
    [4107, 'STAGING'],
    [4106, 'PRODUCTION'],
  ])
})

test('an unpinned parent gets a new revision with the child’s new version', async () => {
  const revisionId = at(await latest(), 'revisionId')
  const unpinned = await world.api.post(`${parent}/revisions/${revisionId}/unpin`, { unpinNote: 'go on' })
  expect(unpinned).toMatchObject({ status: 200, json: { unpinNote: 'go on' } })
  await activateChild()
  const renewed = at(await latest(), 'revisionId')
  expect(renewed).toBe(String(revisionId).replace('-1', '-2'))
  expect(await bomOf(renewed)).toMatchObject({ dependencies: { geo: { version: '2' } } })
  const compared = await world.api.post(`${parent}/revisions/${renewed}/compare`, { revisionId })
  expect(compared.json).toMatchObject({ dependencies: { geo: { previousVersion: '1.0', diff: 'UPDATED' } } })
})

test('the combined bundle holds the child’s files, and its checksum is told', async () => {
  const revisionId = at(await latest(), 'revisionId')
  const content = await world.api.get(`${parent}/revisions/${revisionId}/content`)
  const unpacked = unpackBundle(content.bytes)
  const paths = unpacked.kind === 'files' ? unpacked.files.map((file) => file.path) : []
  expect(paths).toContain('megabundle.json')
  expect(paths).toContain('dependencies/geo/edgekv_tokens.js')
})

test('a parent whose child is not there ends as an invalid combined bundle', async () => {
  const order = { network: 'PRODUCTION', version: '1.0' }
  await world.api.post('/edgeworkers/v1/ids/4106/deactivations', order)
  const posted = await world.api.post(`${parent}/activations`, { network: 'PRODUCTION', version: '7' })
  expect(posted.json).toMatchObject({ status: 'INVALID_COMBINED_BUNDLE' })
})

test('an earlier revision can be brought back', async () => {
  const revisionId = at(await latest(), 'revisionId')
  await world.api.post(`${parent}/revisions/${revisionId}/unpin`, {})
  await activateChild()
  const answer = await world.api.post(`${parent}/revisions/activations`, { revisionId })
  expect(answer).toMatchObject({ status: 200, json: { revisionId, status: 'COMPLETE' } })
  expect(listAt((await world.api.get(`${parent}/revisions/activations`)).json, 'revisionActivations')).toHaveLength(2)
})
