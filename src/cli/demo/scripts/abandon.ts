import { check, effectLines } from './check.ts'
import { holdOnProduction, passTheSoak, peopleOf } from './people.ts'
import type { Script } from './script.ts'

const activated = /^activation\.create (\d+ [A-Z]+) (\S+)$/

/** Places where the last activation is one of ours, although it did not fail: they were not put back. */
const leftBehind = (lines: readonly string[]): readonly string[] => {
  const last = new Map<string, string>()
  for (const line of lines) {
    const [, place = '', version = ''] = activated.exec(line) ?? []
    if (place !== '') last.set(place, version)
  }
  return [...last]
    .filter(([place, version]) => place !== '4101 PRODUCTION' && version.includes('-'))
    .map(([place, version]) => `EdgeWorker ${place} still runs ${version}`)
}

/** An activation fails on production, and somebody goes back: the old token stays, the new one is revoked. */
export const abandonScript: Script = {
  name: 'abandon',
  tells: 'an activation fails; Abandon puts every EdgeWorker back and revokes the new token',
  play: async (stage, say) => {
    const people = peopleOf(stage, say)
    await holdOnProduction(stage, people, say)
    await people.ana.clicks('abandon')
    await passTheSoak(stage, people)
    await people.ana.reads(/everything is as it was/)
    say('The board says: everything is as it was.')
    const found = await check(stage, {
      counts: {
        'token.create': 1,
        'version.upload': 3,
        'token.revoke mkt_token1_r2': 1,
        'token.revoke': 1,
      },
      order: [
        /activation\.create 4101 STAGING .*-/,
        /activation\.create 4101 PRODUCTION/,
        /activation\.create \d+ STAGING [\d.]+$/,
        /token\.revoke mkt_token1_r2$/,
      ],
      never: [/token\.revoke mkt_token1$/],
      quietSince: 'mark',
      edgeWorkers: [4101, 4102, 4103],
    })
    return [...leftBehind(await effectLines(stage)), ...found]
  },
}
