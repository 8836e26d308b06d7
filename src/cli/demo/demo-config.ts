/** A configuration for the sandbox's sample workspace and accounts: Ana asks, Ben and Cho approve. */
export const demoConfig = (options: { readonly auditDir: string; readonly globex: boolean }): string => `
accounts:
  - name: acme
    credentials: { production: default }
${options.globex ? '  - name: globex\n    credentials: { production: default }\n    accountSwitchKey: "F-AC-7654321:1-SANDBOX"\n' : ''}people:
  - { name: ana, slack: U0ANA }
  - { name: ben, slack: U0BEN }
  - { name: cho, slack: U0CHO }
groups:
  edge-approvers: { people: [ben, cho] }
  edge-on-call: { people: [cho] }
owners:
  - match: { account: acme, token: "mkt_*" }
    team: marketing
    slack: { channel: C0MARKETING }
    approvers: edge-approvers
    onCall: edge-on-call
  - match: {}
    team: platform
    slack: { channel: C0PLATFORM }
    approvers: edge-approvers
admins: edge-approvers
audit: { dir: ${JSON.stringify(options.auditDir)} }
`
