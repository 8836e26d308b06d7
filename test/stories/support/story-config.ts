import { marketing, platform } from '../../../src/sandbox/teams/world/conversations.ts'
import { samplePeople } from '../../../src/sandbox/teams/world/people.ts'
import { type StoryPlatform, storyPlatform } from './platform.ts'

const has = (side: 'slack' | 'teams', where: StoryPlatform): boolean => where === 'both' || where === side

/** Somebody of the sample workspace, as the configuration names them where the story plays. */
export const person = (name: keyof typeof samplePeople, slack: string): string => {
  const where = storyPlatform()
  const accounts = [
    ...(has('slack', where) ? [`slack: ${slack}`] : []),
    ...(has('teams', where) ? [`teams: ${samplePeople[name].id}`] : []),
  ]
  return `{ name: ${name}, ${accounts.join(', ')} }`
}

const channel = (slack: string, conversation: string): string => {
  const where = storyPlatform()
  return [
    ...(has('slack', where) ? [`slack: { channel: ${slack} }`] : []),
    ...(has('teams', where) ? [`teams: { conversation: "${conversation}" }`] : []),
  ].join('\n    ')
}
export const toMarketing = (): string => channel('C0MARKETING', marketing)
export const toPlatform = (): string => channel('C0PLATFORM', platform)

/** Ana asks, Ben and Cho approve, Dee has no part; one owner's tokens are seen by its approvers alone. */
export const storyConfig = (auditDir: string): string => `
accounts:
  - { name: acme, credentials: { production: default } }
  - { name: globex, credentials: { production: default }, accountSwitchKey: "F-AC-7654321:1-SANDBOX" }
people:
  - ${person('ana', 'U0ANA')}
  - ${person('ben', 'U0BEN')}
  - ${person('cho', 'U0CHO')}
groups:
  edge-approvers: { people: [ben, cho] }
  edge-on-call: { people: [cho] }
  marketers: { people: [ana, ben] }
  nobody-home: { ${storyPlatform() === 'teams' ? 'teamsGroup' : 'slackUserGroup'}: S0GONE }
owners:
  - match: { account: acme, token: "mkt_*" }
    team: marketing
    ${toMarketing()}
    approvers: edge-approvers
    onCall: edge-on-call
    visibleTo: [members, approvers]
  - match: { account: acme, token: "chk_*" }
    team: checkout
    ${toMarketing()}
    approvers: edge-approvers
    members: edge-on-call
    visibleTo: [members, marketers]
  - match: { account: acme, token: "plt_everything*" }
    team: everything
    ${toPlatform()}
    approvers: nobody-home
  - match: {}
    team: platform
    ${toPlatform()}
    approvers: edge-approvers
    onCall: edge-on-call
admins: edge-on-call
policies:
  - match: { compromised: true }
    approvals: 1
  - match: { action: revoke }
    reason: required
  - match: {}
    approvals: 1
    lapseAfter: 8h
audit: { dir: ${JSON.stringify(auditDir)} }
`
