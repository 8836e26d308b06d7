import { check } from './check.ts'
import { holdOnProduction, passTheSoak, peopleOf } from './people.ts'
import type { Script } from './script.ts'

/** One activation fails on production: the rest is held, and goes on with *Retry*. */
export const failureScript: Script = {
  name: 'failure',
  tells: 'an activation fails on production; the rest waits; Retry finishes it',
  play: async (stage, say) => {
    const people = peopleOf(stage, say)
    await holdOnProduction(stage, people, say)
    const before = (await stage.control.effects()).some((effect) => effect.kind === 'token.revoke')
    await people.ana.clicks('retry')
    await passTheSoak(stage, people)
    await people.ana.clicks('source')
    await people.ana.reads(/mkt_token1 revoked/)
    say('The board says: old token revoked.')
    const found = await check(stage, {
      counts: {
        'token.create': 1,
        'version.upload': 3,
        'activation.create': 7,
        'activation.create 4101 PRODUCTION': 2,
        'token.revoke': 1,
      },
      order: [/activation\.create \d+ STAGING/, /activation\.create 4101 PRODUCTION/, /token\.revoke mkt_token1$/],
      quietSince: 'mark',
      edgeWorkers: [4101, 4102, 4103],
    })
    return before ? ['something was revoked while the rotation was held', ...found] : found
  },
}
