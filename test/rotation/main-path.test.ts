import { afterEach, describe, expect, test } from 'vitest'
import { sourceDone } from '../../src/core/rotation/moves/source.ts'
import { people, type RotationWorld, startRotationWorld } from './support/rotation-world.ts'

let world: RotationWorld

afterEach(() => world.close())

const steering = () => ({ person: people.ana, from: people.ana.identities[0], now: 0 })
const lines = async () =>
  (await world.control.effects()).map((one) =>
    [one.kind, one.name ?? one.edgeWorkerId, one.network].filter((word) => word !== undefined).join(' '),
  )

describe('the main path', () => {
  test('replaces the token on three EdgeWorkers, staging first, and then revokes the old one', {
    timeout: 60_000,
  }, async () => {
    world = await startRotationWorld()
    await world.control.mark()
    const key = await world.begin({ action: 'rotate', account: 'acme', token: 'mkt_token1' })
    await world.runUntil(key, 'awaiting-source')
    expect(await lines()).not.toContain('token.revoke mkt_token1')
    await world.people(key, ({ record }) => sourceDone(record.value, 'updated', { ...steering(), now: Date.now() }))
    const ended = await world.runUntil(key, 'succeeded')
    expect(ended.outcome).toBe('3 EdgeWorkers use the new token; mkt_token1 revoked.')
    const effects = await lines()
    expect(effects.filter((one) => one.startsWith('token'))).toEqual([
      'token.create mkt_token1_r2',
      'token.revoke mkt_token1',
    ])
    expect(effects.filter((one) => one.startsWith('version'))).toHaveLength(3)
    expect(effects.filter((one) => one.endsWith('STAGING'))).toHaveLength(3)
    expect(effects.filter((one) => one.endsWith('PRODUCTION'))).toHaveLength(3)
    expect(effects.findLastIndex((one) => one.endsWith('STAGING'))).toBeLessThan(
      effects.findIndex((one) => one.endsWith('PRODUCTION')),
    )
    const outage = await world.control.outage('mark')
    expect(outage.edgeWorkers.filter((one) => one.edgeWorkerId <= 4103)).toEqual([])
  })
})
