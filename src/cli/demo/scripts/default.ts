import { check } from './check.ts'
import { askAndApprove, passTheSoak, peopleOf } from './people.ts'
import type { Script } from './script.ts'

/** The main job: a token with six days left, three EdgeWorkers, both networks. */
export const mainScript: Script = {
  name: 'default',
  tells: 'mkt_token1 is replaced on three EdgeWorkers, staging first, and revoked',
  play: async (stage, say) => {
    const people = peopleOf(stage, say)
    await askAndApprove(stage, people, 'rotate mkt_token1 --reason "six days left"')
    await passTheSoak(stage, people)
    await people.ana.clicks('source')
    await people.ana.reads(/mkt_token1 revoked/)
    say('The board says: old token revoked.')
    return check(stage, {
      counts: {
        'token.create mkt_token1_r2': 1,
        'token.create': 1,
        'version.upload': 3,
        'activation.create': 6,
        'token.revoke mkt_token1': 1,
        'token.revoke': 1,
      },
      order: [
        /token\.create mkt_token1_r2/,
        /version\.upload/,
        /activation\.create \d+ STAGING/,
        /activation\.create \d+ PRODUCTION/,
        /token\.revoke mkt_token1$/,
      ],
      quietSince: 'mark',
      edgeWorkers: [4101, 4102, 4103],
    })
  },
}
