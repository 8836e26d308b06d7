/** A configuration that passes `config check`, with every key, its default, and what it is for. */
export const configExample = `# edgekv-chatops: configuration. Secrets never stand here; they come from the environment.
# Durations: 30s 15m 8h 7d. Globs are case-sensitive and match the whole name.

accounts:
  - name: acme                      # part of every key, id, plan, card and event
    credentials:                    # sections of the .edgerc, or environment variables AKAMAI_<SECTION>_*
      production: default           # default; uploads, downloads, everything that is not the line below
      # staging: staging-only       # STAGING activations, and tokens allowed on staging alone
    # accountSwitchKey: F-AC-1234   # for API clients that manage several accounts
    generation: auto-refreshing     # default; or expiring: what the account issues today
    scanEvery: 1h                   # default; the full scan. The token list is read every 5 min
    # tokenLimit: 100               # the account's own limit, for the quota radar

people:                             # default: none. Linked people count as one on every platform
  - { name: first.person, slack: U0000000001, email: first.person@example.com }
  - { name: second.person, slack: U0000000002, email: second.person@example.com }

groups:                             # default: none. Named people, a Slack user group, an Entra group, or all three
  edge-approvers: { people: [first.person, second.person] }
  edge-on-call: { slackUserGroup: S0ONCALL }

owners:                             # first match wins; the last must match everything
  - match: { account: acme, token: "mkt_*", namespace: marketing }
    team: marketing
    slack: { channel: C0MARKETING }
    # teams: { conversation: "19:0123456789abcdef@thread.tacv2" }   # any Teams setting switches Teams on
    approvers: edge-approvers
    onCall: edge-on-call            # default: none; a group or a person of this file
    members: everyone               # default; or a group: who may ask for this owner's tokens
    visibleTo: [members, approvers] # default; who sees them in list, show, where, audit and suggestions
  - match: {}
    team: platform
    slack: { channel: C0PLATFORM }
    approvers: edge-approvers

admins: edge-approvers              # default: none; they see every token
mapByEmail: false                   # default; true trusts the e-mail addresses of Slack and Teams
fallback: { slack: C0PLATFORM }     # default: the last owner's channel

policies:                           # first match wins; default: one approval for everything that changes something
  - match: { compromised: true }
    approvals: 1
  - match: { action: rotate, network: PRODUCTION, owner: marketing }
    approvals: 2                    # default 1
    approvers: edge-approvers       # default: the owner's
    selfApproval: false             # default
    reason: required                # default: optional
    lapseAfter: 8h                  # default; reminders at half and nine tenths
    backup: edge-approvers          # asked at half; default: none

overrides: { by: approvers }        # default; who may say "Revoke anyway", and skip the source gate
breakGlass: { allowed: on-call, phrase: "break glass", reviewWithin: 24h }   # default; on-call = the owner's

warnings:
  thresholds: [30d, 14d, 7d, 3d, 1d, 0d]                    # default
  escalate: { 7d: mention-owner, 3d: on-call, 0d: page }    # default; each holds from its threshold on down
  digestAt: "09:00 UTC"                                     # default

rotation:
  soak: 24h                         # default; from the last activation to the revocation
  sourceDeadline: 7d                # default; 0 leaves out the gate for the team's own source
  waves: [1, all]                   # default; targets at a time on each network
  productionGate: false             # default; a second approval between staging and production
  freezes:                          # default: none. A day counts whole; or 2026-12-18T09:00Z
    - { from: 2026-12-18, to: 2027-01-04, reason: holiday freeze }
  # helperLibrary: ./edgekv.js      # for migration; relative to this file

bundles: { maxUnpacked: 10MB, maxEntries: 5000, maxRatio: 200 }   # default; maxPacked: 512KiB refuses larger uploads
audit: { dir: ./data/audit }                                      # default
`
