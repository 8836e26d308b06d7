/** Ana asks, Ben and Cho approve, Dee has no part; one owner's tokens are seen by its approvers alone. */
export const storyConfig = (auditDir: string): string => `
accounts:
  - { name: acme, credentials: { production: default } }
  - { name: globex, credentials: { production: default }, accountSwitchKey: "F-AC-7654321:1-SANDBOX" }
people:
  - { name: ana, slack: U0ANA }
  - { name: ben, slack: U0BEN }
  - { name: cho, slack: U0CHO }
groups:
  edge-approvers: { people: [ben, cho] }
  edge-on-call: { people: [cho] }
  marketers: { people: [ana, ben] }
  nobody-home: { slackUserGroup: S0GONE }
owners:
  - match: { account: acme, token: "mkt_*" }
    team: marketing
    slack: { channel: C0MARKETING }
    approvers: edge-approvers
    onCall: edge-on-call
    visibleTo: [members, approvers]
  - match: { account: acme, token: "chk_*" }
    team: checkout
    slack: { channel: C0MARKETING }
    approvers: edge-approvers
    members: edge-on-call
    visibleTo: [members, marketers]
  - match: { account: acme, token: "plt_everything*" }
    team: everything
    slack: { channel: C0PLATFORM }
    approvers: nobody-home
  - match: {}
    team: platform
    slack: { channel: C0PLATFORM }
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
