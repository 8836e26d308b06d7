/** A configuration for the sandbox without any chat: requests are put in place by the test itself. */
export const crashConfig = (auditDir: string, soakMs: number): string => `
accounts:
  - name: acme
    credentials: { production: default }
people:
  - { name: ana, slack: U0ANA }
  - { name: ben, slack: U0BEN }
groups:
  edge-approvers: { people: [ben] }
owners:
  - match: {}
    team: marketing
    slack: { channel: C0MARKETING }
    approvers: edge-approvers
rotation: { soak: ${soakMs / 1000}s, sourceDeadline: 0s }
audit: { dir: ${JSON.stringify(auditDir)} }
`
