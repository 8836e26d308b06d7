import type { Seen } from '../../../src/core/chat/find-token.ts'
import type { Choosing } from '../../../src/core/chat/forms/choosing.ts'
import { advice } from '../../../src/core/chat/forms/remark.ts'
import type { Command } from '../../../src/core/chat/grammar/command.ts'
import { notFoundView } from '../../../src/core/chat/not-found-view.ts'
import { noPlanView } from '../../../src/core/chat/verbs/plan-answer.ts'
import { auditView } from '../../../src/core/chat/views/audit-view.ts'
import { boardView } from '../../../src/core/chat/views/board-view.ts'
import { createFormView } from '../../../src/core/chat/views/create-form-view.ts'
import { adviceView } from '../../../src/core/chat/views/findings-view.ts'
import { glassFormView } from '../../../src/core/chat/views/glass-form-view.ts'
import { helpView, startView } from '../../../src/core/chat/views/help-view.ts'
import { homeView } from '../../../src/core/chat/views/home-view.ts'
import { lostView } from '../../../src/core/chat/views/lost-view.ts'
import { askedView, explainView, glassView, planOnlyView } from '../../../src/core/chat/views/plan-view.ts'
import { problemView } from '../../../src/core/chat/views/problem-view.ts'
import { quietView } from '../../../src/core/chat/views/quiet-view.ts'
import { reasonForm } from '../../../src/core/chat/views/reason-form.ts'
import { statusView } from '../../../src/core/chat/views/status-view.ts'
import {
  endedView,
  subscribedView,
  subscriptionsView,
  unsubscribedView,
} from '../../../src/core/chat/views/subscription-views.ts'
import { listView, noneView, showView } from '../../../src/core/chat/views/token-views.ts'
import { warningView } from '../../../src/core/chat/views/warning-view.ts'
import { whereView } from '../../../src/core/chat/views/where-view.ts'
import type { Finding } from '../../../src/core/inventory/findings/finding.ts'
import type { Inventory } from '../../../src/core/inventory/inventory.ts'
import type { NoPlan } from '../../../src/core/plan/planned.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import type { Scope } from '../../../src/core/token/scope.ts'
import type { Entry } from '../../../src/core/warning/entry.ts'
import { now, requested } from '../request/record-fixture.ts'
import { settings } from '../warning/support/settings.ts'
import { longestBlocked, longestName, longestReason, longestRecord } from './longest-record.ts'

const name = longestName
const event = { what: 'request.refused', actor: { kind: 'bot' }, facts: { reason: longestReason }, at: now } as const
const owner = { match: {}, team: 't'.repeat(64), approvers: 'g', members: 'everyone', visibleTo: [] }
const ids = Array.from({ length: 300 }, (_, n) => String(100_000_000_000 + n))
const scope: Scope = {
  namespaces: Object.fromEntries(ids.slice(0, 20).map((id) => [`n${id}`.padEnd(32, 'n'), ['r', 'w', 'd']])),
  networks: ['STAGING', 'PRODUCTION'],
  edgeWorkerIds: ids.slice(0, 8),
}
const token = { name, uuid: 'u', expiry: '2026-11-24', expired: false, scope }
const inventory: Inventory = {
  account: 'a'.repeat(32),
  scannedAt: now,
  tokens: ids.map((_, n) => ({ ...token, name: `${n}`.padEnd(32, 'n') })),
  edgeWorkers: ids.map((id) => ({ id, name: 'e'.repeat(128), active: {} })),
  usages: ids.map((edgeWorkerId) => ({
    edgeWorkerId,
    network: 'PRODUCTION',
    version: 'v'.repeat(32),
    checksum: 'c'.repeat(64),
    path: 'p'.repeat(200),
    key: `namespace-${'k'.repeat(128)}`,
    namespace: 'k'.repeat(128),
    tokenName: name,
    kind: 'value',
  })),
  problems: [],
  errors: ids.map(() => 'x'.repeat(300)),
  history: ids.map((_, n) => `${name.slice(0, 27)}_r${n}`),
}
const seen: Seen = { account: 'a'.repeat(32), token, owner, inventory }
const all: readonly Seen[] = inventory.tokens.map((one) => ({ ...seen, token: one }))
const finding: Finding = {
  code: 'x',
  severity: 'critical',
  token: name,
  sentence: 's'.repeat(600),
  reason: '&'.repeat(300),
  advice: 'a'.repeat(600),
  where: ids.map((id) => `EdgeWorker ${id} ${'v'.repeat(32)} on production`),
}
const findings = Array.from({ length: 50 }, () => finding)
const records = Array.from({ length: 50 }, () => longestRecord)
const properties = new Map(ids.map((id) => [id, ids.map(() => 'w'.repeat(200))]))
const entry: Entry = {
  kind: 'revoked',
  threshold: null,
  date: '2026-11-24',
  at: now,
  account: 'a'.repeat(32),
  token: name,
  uuid: 'u',
  destination: 'slack:C0MARKETING',
  state: 'acknowledged',
  by: 'b'.repeat(80),
  until: now,
  how: 'digest',
  due: now,
  mentions: [],
  usedOn: 'production',
  inBundle: true,
  diesAt: now,
  repeat: 99,
}
const warning = { entry, at: now, team: 't'.repeat(64), edgeWorkers: 300, properties: 30_000 }
const mentions = ids.slice(0, 40).map((id) => `slack:U${id}`)
const places = ids.map((edgeWorkerId) => ({ edgeWorkerId, network: 'PRODUCTION', version: 'v'.repeat(32) }) as const)
const lost = { account: 'a'.repeat(32), mark: 'k7qx42', old: name, replacement: name, deployed: places, left: places }
const teams = ids.map((id) => `${id}${'t'.repeat(50)}`)
const subscription = {
  destination: 'slack:C0MARKETING',
  pattern: 'p'.repeat(64),
  account: 'a'.repeat(32),
  thresholds: ids.slice(0, 50).map((_, n) => 999 - n),
  teams,
  by: 'b'.repeat(80),
  who: { id: 'person:ana', identity: { platform: 'slack' as const, workspace: 'T0', user: 'U0ANA' } },
  at: now,
}
const subscriptions = Array.from({ length: 25 }, () => subscription)
const quiet = { token: name, account: 'a'.repeat(32), entries: [entry], until: now, wanted: now + 1 }
const command: Command = {
  verb: 'rotate',
  token: name,
  options: {},
  line: `rotate ${name} --reason=${'&'.repeat(3_900)}`,
}
const reasoned: Command = { ...command, options: { reason: longestReason } }
const pair: ActionRecord = {
  ...longestRecord,
  ask: { action: 'create', account: 'acme', token: name.slice(0, 28), scope, pair: true },
}

const noPlans: readonly NoPlan[] = [
  { kind: 'unknown-token', name, known: [] },
  { kind: 'unknown-token', name, known: [`${name.slice(1)}m`] },
  { kind: 'halves', names: [`${name.slice(4)}_stg`, `${name.slice(4)}_prd`] },
  { kind: 'scope-unknown', name },
  { kind: 'refresh-or-replace', name },
  { kind: 'name-taken', name },
  { kind: 'name-reserved', name },
  { kind: 'nothing-moved', id: 'R999999999' },
  { kind: 'not-refreshable', name },
]

const choosing: Choosing = {
  account: 'a'.repeat(100),
  generation: 'expiring',
  namespaces: ids.map((id) => id.padEnd(32, 'n')),
  edgeWorkers: [...inventory.edgeWorkers, ...inventory.edgeWorkers].map((one, n) => ({ ...one, id: String(1e6 + n) })),
}

const ewids = choosing.edgeWorkers.map(({ id }) => id)

/** Every form, with more to choose from than anybody can. */
export const longestForms = {
  create: createFormView(choosing),
  'create, with remarks': createFormView(choosing, {
    values: { name, namespaces: choosing.namespaces.slice(-20), ewids: ewids.slice(-8), reason: longestReason },
    remarks: Object.fromEntries(
      ['name', 'networks', 'namespaces', 'rights', 'ewids', 'expiry', 'reason'].map((field) => [
        field,
        Array.from({ length: 3 }, () => advice('w'.repeat(500))),
      ]),
    ),
  }),
  ask: reasonForm('ask', '&'.repeat(2_000)),
  deny: reasonForm('deny', '&'.repeat(2_000)),
  'break-glass': glassFormView('&'.repeat(2_000), 'p'.repeat(100), longestReason),
}

/** What the longest legal names and reasons make of every view that people can ask for. */
export const longestViews = {
  plan: planOnlyView(longestRecord.plan),
  asked: askedView(longestRecord, { group: 'g'.repeat(100), canVote: 1 }),
  'asked, where nobody can approve': askedView(pair, { group: 'g'.repeat(100), canVote: 0 }),
  'asked, where it is blocked': askedView(longestBlocked, { group: 'g'.repeat(100), canVote: 1 }),
  ...Object.fromEntries(
    noPlans.map((no, n) => [`no plan, ${no.kind} ${n}`, noPlanView(no, reasoned, 'a'.repeat(100))]),
  ),
  'a small request with long reasons': boardView(
    {
      record: { value: requested({ reason: longestReason, votes: longestRecord.votes.slice(0, 1) }), ver: 1 },
      parts: new Map(),
    },
    { approvers: 'g'.repeat(100) },
  ),
  'break-glass': glassView(longestRecord),
  'break-glass, where it is blocked': glassView(longestBlocked),
  explain: explainView,
  status: statusView(records, 0, 'status'),
  audit: auditView({
    token: name,
    account: 'a'.repeat(100),
    since: now,
    timeline: Array.from({ length: 500 }, () => ({ ...event, id: 'R999999999' })),
  }),
  home: homeView({ mine: records, waiting: records, running: records, tokens: all, now }),
  list: listView(all, 1, `list --account=${'a'.repeat(32)} --owner=${'t'.repeat(200)}`, now, 500),
  'list of nothing': noneView({ visible: 500, dead: 500 }),
  show: showView(seen, { findings, kin: all.map(({ token }) => token.name) }, 'auto-refreshing', now),
  where: whereView(seen, 1, properties, `where ${name}`),
  advise: adviceView(findings, [inventory], 1, 'advise'),
  help: helpView(),
  'help with one verb': helpView('create'),
  start: startView,
  'a warning card': warningView({ shown: [warning], more: 0, mentions, preface: 'p'.repeat(300) }, settings()),
  'a digest': warningView(
    { shown: Array(10).fill(warning), more: 290, mentions, preface: 'p'.repeat(300) },
    settings(),
  ),
  'lost and found': lostView(lost),
  subscribed: subscribedView(subscription, [30]),
  'a subscription that ended': endedView(subscription),
  unsubscribed: unsubscribedView('b'.repeat(80), subscriptions),
  subscriptions: subscriptionsView(subscriptions, teams, [30]),
  quiet: quietView(quiet),
  'a name in many accounts': notFoundView({ kind: 'several', accounts: ids.map((id) => id.padEnd(32, 'a')) }, command),
  'two halves': notFoundView({ kind: 'halves', account: 'a'.repeat(32), names: [name, name] }, command),
  problem: problemView({ word: 'w', message: 'm'.repeat(1_000), corrected: 'c'.repeat(4_000) }),
}
