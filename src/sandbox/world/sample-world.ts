import { sampleCheckout } from './sample-checkout.ts'
import { sampleGlobex } from './sample-globex.ts'
import { sampleMarketing } from './sample-marketing.ts'
import { samplePlatform } from './sample-platform.ts'
import type { WorldSeed } from './world-types.ts'

/** The world of a first run: two accounts, in every state that the bot has something to say about. `now` is virtual time. */
export const sampleWorld = (now: number): WorldSeed => {
  const teams = [sampleMarketing(now), sampleCheckout(now), samplePlatform(now)]
  return {
    accounts: [
      {
        name: 'acme',
        generation: 'auto-refreshing',
        groups: [
          { groupId: 101, groupName: 'Marketing' },
          { groupId: 102, groupName: 'Checkout' },
          { groupId: 103, groupName: 'Platform' },
        ],
        namespaces: [
          { name: 'default' },
          { name: 'marketing', groupId: 101 },
          { name: 'checkout', groupId: 102 },
          { name: 'pricing', groupId: 102 },
          { name: 'geo', groupId: 103 },
          { name: 'flags', groupId: 103 },
        ],
        tokens: teams.flatMap((team) => team.tokens),
        edgeWorkers: teams.flatMap((team) => team.edgeWorkers),
      },
      sampleGlobex(now),
    ],
  }
}
