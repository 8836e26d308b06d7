import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../../sandbox/world/small-world.ts'
import { check } from './check.ts'
import { askAndApprove, passTheSoak, peopleOf } from './people.ts'
import type { Script } from './script.ts'

/** A staging-only and a production-only token: each rotates on its own network alone. */
export const oneNetworkScript: Script = {
  name: 'one-network',
  tells: 'mkt_token1_stg rotates on staging alone, then mkt_token1_prd on production alone',
  world: (now) =>
    smallWorld({
      tokens: [
        expiringToken('mkt_token1_stg', inDays(now, 6), { networks: ['STAGING'], restrictTo: ['4101'] }),
        expiringToken('mkt_token1_prd', inDays(now, 6), { networks: ['PRODUCTION'], restrictTo: ['4102'] }),
      ],
      edgeWorkers: [
        edgeWorkerUsing({ id: 4101, token: 'mkt_token1_stg', networks: ['STAGING'] }),
        edgeWorkerUsing({ id: 4102, token: 'mkt_token1_prd', networks: ['PRODUCTION'] }),
      ],
    }),
  play: async (stage, say) => {
    const people = peopleOf(stage, say)
    const problems: string[] = []
    for (const half of ['mkt_token1_stg', 'mkt_token1_prd']) {
      await askAndApprove(stage, people, `rotate ${half}`)
      await passTheSoak(stage, people)
      await people.ana.clicks('source')
      await people.ana.reads(new RegExp(`${half} revoked`))
      await stage.control.rate(1)
      say(`The board says: ${half} revoked.`)
      const outage = await stage.control.outage('mark')
      if (outage.total > 0) problems.push(`${outage.total} outages while ${half} was rotated`)
    }
    const found = await check(stage, {
      counts: { 'token.create': 2, 'version.upload': 2, 'activation.create': 2, 'token.revoke': 2 },
      order: [
        /activation\.create 4101 STAGING/,
        /token\.revoke mkt_token1_stg$/,
        /activation\.create 4102 PRODUCTION/,
        /token\.revoke mkt_token1_prd$/,
      ],
      never: [/activation\.create 4101 PRODUCTION/, /activation\.create 4102 STAGING/],
      quietSince: 'mark',
      edgeWorkers: [4101, 4102],
    })
    return [...problems, ...found]
  },
}
