import { edgeWorkerUsing, expiringToken, inDays, smallWorld } from '../../../sandbox/world/small-world.ts'
import { check } from './check.ts'
import { askAndApprove, peopleOf } from './people.ts'
import type { Script } from './script.ts'

/** The token is dead already: one staging target first, then both networks side by side, and the 401s end. */
export const expiredScript: Script = {
  name: 'expired',
  tells: 'a token that died two days ago is replaced as fast as is safe; the 401s end',
  world: (now) =>
    smallWorld({
      tokens: [expiringToken('mkt_token1', inDays(now, -2), { restrictTo: ['4101', '4102'] })],
      edgeWorkers: [
        edgeWorkerUsing({ id: 4101, token: 'mkt_token1' }),
        edgeWorkerUsing({ id: 4102, token: 'mkt_token1', style: 'crlf' }),
      ],
    }),
  play: async (stage, say) => {
    const people = peopleOf(stage, say)
    await askAndApprove(stage, people, 'rotate mkt_token1')
    await people.ana.reads(/have a working token again/)
    say('The board says: the EdgeWorkers have a working token again.')
    const during = await stage.control.outage('mark')
    await stage.control.advance('10m')
    await stage.control.mark()
    await stage.control.advance('1h')
    const found = await check(stage, {
      counts: { 'token.create': 1, 'version.upload': 2, 'activation.create': 4, 'token.revoke': 0 },
      order: [/token\.create mkt_token1_r2/, /activation\.create \d+ STAGING/, /activation\.create \d+ PRODUCTION/],
      quietSince: 'mark',
      edgeWorkers: [4101, 4102],
    })
    return during.total > 0 ? found : ['there was no outage to rescue from, so this story proves nothing', ...found]
  },
}
