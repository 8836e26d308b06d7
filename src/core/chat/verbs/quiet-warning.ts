import { actorOf } from '../../audit/actor-of.ts'
import { listed } from '../../plan/listed.ts'
import { acknowledge } from '../../warning/acknowledge.ts'
import { changeLedger } from '../../warning/change-ledger.ts'
import { type Entry, isOver } from '../../warning/entry.ts'
import type { LedgerState } from '../../warning/ledger-state.ts'
import { tellsOf } from '../../warning/tells-of.ts'
import { auditRefusal } from '../audit-refusal.ts'
import { type Answer, type Call, show } from '../call.ts'
import { findToken } from '../find-token.ts'
import { lineAbout } from '../grammar/again.ts'
import type { Command } from '../grammar/command.ts'
import { durationMs } from '../grammar/duration-ms.ts'
import { notFoundView } from '../not-found-view.ts'
import { quietView } from '../views/quiet-view.ts'
import { sentenceView } from '../views/words.ts'
import { type OpenWarnings, openWarnings } from '../warnings/open-warnings.ts'

const shortestMs = 60_000

const nothingOpen = async (call: Call, command: Command): Promise<Answer> => {
  const name = command.token ?? ''
  const found = await findToken(call, name, command.account)
  if (found.kind !== 'found') return show(notFoundView(found, command))
  const { token, account } = found.seen
  return show(
    sentenceView(
      `There is no open warning about ${token.name} (account ${account}): nothing to ${command.verb === 'ack' ? 'acknowledge' : 'snooze'}. How it stands: /edgekv show ${account}/${token.name}.`,
    ),
  )
}

const whichAccount = (command: Command, open: readonly OpenWarnings[]): Answer => {
  const name = command.token ?? ''
  const accounts = open.map((one) => one.account)
  return show(
    sentenceView(`There are warnings about ${name} in accounts ${listed(accounts)}. Which one?`, {
      kind: 'buttons',
      buttons: accounts.map((account) => ({
        action: 'run',
        value: lineAbout(command, `${account}/${name}`),
        label: account,
      })),
    }),
  )
}

/** The cases with everything that stands silenced, and the entries that are so now. */
const silence = (call: Call, open: OpenWarnings, until: number | undefined) => {
  const { clock, warnings } = call.tools
  const { digestAt, thresholds } = warnings.settings
  let quiet: readonly Entry[] = []
  const decide = (before: LedgerState) => {
    const now = clock.now()
    const how = { by: call.person.name, now, thresholds, ...(until === undefined ? {} : { until }) }
    const changed = new Map(
      open.uuids.flatMap((uuid) => {
        const entries = before.cases.get(uuid) ?? []
        return entries.every(isOver) ? [] : [[uuid, acknowledge(entries, how)] as const]
      }),
    )
    quiet = [...changed.values()].flat().filter((entry) => entry.state === 'acknowledged')
    return changed.size === 0 ? undefined : { changed, tells: tellsOf(before, changed, now, digestAt) }
  }
  return { decide, quiet: () => quiet }
}

const writeDown = (call: Call, open: OpenWarnings, token: string, until: number): Promise<void> =>
  call.tools.audit.append([
    {
      what: 'warning.acknowledged',
      actor: actorOf(call.person, call.sender),
      account: open.account,
      token,
      facts: { until: new Date(until).toISOString() },
    },
  ])

const quietOne = async (call: Call, command: Command, open: OpenWarnings): Promise<Answer> => {
  const name = command.token ?? ''
  if (!open.quiets) {
    const { account, team } = open
    await auditRefusal(call, { account, token: name, code: 'may-not-silence', action: command.verb })
    return show(
      sentenceView(`Only the people of ${team}, its approvers and its on-call can silence warnings about ${name}.`),
    )
  }
  const period = durationMs(command.options['for'])
  if (period !== undefined && period < shortestMs)
    return show(sentenceView(`That is no time at all: a snooze is for a minute or more, as in snooze ${name} 2d.`))
  const wanted = period === undefined ? undefined : call.tools.clock.now() + period
  const silenced = silence(call, open, wanted)
  await changeLedger({ ledger: call.tools.warnings.ledger, ids: call.tools.ids }, open.account, silenced.decide)
  const entries = silenced.quiet()
  const until = Math.min(...entries.map((entry) => entry.until ?? Number.POSITIVE_INFINITY))
  if (entries.length === 0 || !Number.isFinite(until)) return nothingOpen(call, command)
  await writeDown(call, open, name, until)
  return show(
    quietView({ token: name, account: open.account, entries, until, ...(wanted === undefined ? {} : { wanted }) }),
  )
}

/** `ack TOKEN` and `snooze TOKEN 2d`: silence about one token, never past its next threshold. */
export const quietWarning = async (call: Call, command: Command): Promise<Answer> => {
  const { accounts } = call.tools
  if (command.account !== undefined && !accounts.includes(command.account)) return nothingOpen(call, command)
  const open = await openWarnings(call, command.token ?? '', command.account)
  const [only, another] = open
  if (only === undefined) return nothingOpen(call, command)
  return another === undefined ? quietOne(call, command, only) : whichAccount(command, open)
}
