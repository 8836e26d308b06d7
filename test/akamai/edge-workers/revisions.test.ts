import { describe, expect, test } from 'vitest'
import { akamaiFor } from '../support/akamai-for.ts'
import { failureOf } from '../support/failure-of.ts'
import { json, startServer } from '../support/start-server.ts'

const answering = async (body: unknown) => {
  const { url, seen } = await startServer((_request, response) => json(response, 200, body))
  return { ...akamaiFor(url), seen }
}

const revision = (changes: object = {}) => ({
  edgeWorkerId: 42,
  version: '0.7',
  activationId: 1,
  revisionId: '1-1',
  accountId: 'A-1',
  checksum: 'db36',
  revisionActivationStatus: 'COMPLETE',
  network: 'PRODUCTION',
  createdTime: '2026-08-10T15:32:22Z',
  lastModifiedTime: '2026-08-10T15:41:20Z',
  ...changes,
})

describe('revisions', () => {
  test('are told newest first', async () => {
    const { edgeWorkers, seen } = await answering({
      revisions: [
        revision({ revisionId: '1-2' }),
        revision({ revisionId: '2-1', activationId: 2, createdTime: '2026-08-11T00:00:00Z' }),
        revision({ revisionId: '1-10' }),
        revision({ revisionId: '1-1' }),
      ],
    })
    const all = await edgeWorkers.listRevisions('42', { network: 'PRODUCTION', activationId: 1 })
    expect(all.map(({ revisionId }) => revisionId)).toEqual(['2-1', '1-10', '1-2', '1-1'])
    expect(seen[0]?.url).toBe('/edgeworkers/v1/ids/42/revisions?network=PRODUCTION&activationId=1')
  })

  test.each([
    [{}, undefined],
    [{ pinnedTime: '2026-08-14T17:17:43Z' }, true],
    [{ pinnedTime: '2026-08-14T17:17:43Z', unpinnedTime: '2026-08-14T18:09:13Z' }, false],
    [{ pinnedTime: '2026-08-15T17:17:43Z', unpinnedTime: '2026-08-14T18:09:13Z' }, true],
  ])('with %o are pinned: %s', async (times, pinned) => {
    const { edgeWorkers, seen } = await answering({ revisions: [revision(times)] })
    const all = await edgeWorkers.listRevisions('42')
    expect(await edgeWorkers.listRevisions('42', { currentlyPinned: true })).toEqual(pinned === false ? [] : all)
    expect(seen[1]?.url).toBe('/edgeworkers/v1/ids/42/revisions?currentlyPinned=true')
    expect(all).toEqual([
      {
        revisionId: '1-1',
        activationId: 1,
        edgeWorkerId: '42',
        version: '0.7',
        network: 'PRODUCTION',
        status: 'COMPLETE',
        checksum: 'db36',
        createdTime: '2026-08-10T15:32:22Z',
        ...(pinned === undefined ? {} : { pinned }),
      },
    ])
  })

  test('tell what they are made of, children of children too', async () => {
    const leaf = { edgeWorkerId: '7', version: '1', dependencies: null }
    const child = { edgeWorkerId: 23, version: '4.0', dependencies: { leaf } }
    const { edgeWorkers } = await answering({ edgeWorkerId: 42, version: '0.7', dependencies: { geo: child } })
    expect(await edgeWorkers.revisionBom('42', '1-2')).toEqual({
      edgeWorkerId: '42',
      version: '0.7',
      dependencies: {
        geo: {
          edgeWorkerId: '23',
          version: '4.0',
          dependencies: { leaf: { edgeWorkerId: '7', version: '1', dependencies: {} } },
        },
      },
    })
  })

  test('nested without end are refused', async () => {
    let bom: object = { edgeWorkerId: 1, version: '1', dependencies: {} }
    for (let n = 0; n < 2000; n += 1) bom = { edgeWorkerId: 1, version: '1', dependencies: { a: bom } }
    const { edgeWorkers } = await answering(bom)
    expect(await failureOf(edgeWorkers.revisionBom('42', '1-2'))).toMatchObject({ code: 'UNREADABLE' })
  })
})
