import { marketing, platform } from '../../sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../sandbox/teams/world/people.ts'

const { ana, ben, cho } = samplePeople

/** A configuration for the sandbox's sample workspace, tenant and accounts: Ana asks, Ben and Cho approve. */
export const demoConfig = (options: { readonly auditDir: string; readonly globex: boolean }): string => `
accounts:
  - name: acme
    credentials: { production: default }
${options.globex ? '  - name: globex\n    credentials: { production: default }\n    accountSwitchKey: "F-AC-7654321:1-SANDBOX"\n' : ''}people:
  - { name: ana, slack: U0ANA, teams: ${ana.id} }
  - { name: ben, slack: U0BEN, teams: ${ben.id} }
  - { name: cho, slack: U0CHO, teams: ${cho.id} }
groups:
  edge-approvers: { people: [ben, cho] }
  edge-on-call: { people: [cho] }
owners:
  - match: { account: acme, token: "mkt_*" }
    team: marketing
    slack: { channel: C0MARKETING }
    teams: { conversation: "${marketing}" }
    approvers: edge-approvers
    onCall: edge-on-call
  - match: {}
    team: platform
    slack: { channel: C0PLATFORM }
    teams: { conversation: "${platform}" }
    approvers: edge-approvers
admins: edge-approvers
audit: { dir: ${JSON.stringify(options.auditDir)} }
`
