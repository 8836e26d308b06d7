import { globMatches } from '../../people/glob-matches.ts'
import type { RecordKey } from '../../ports/records.ts'
import { isAbout } from '../../request/is-about.ts'
import { generationOf } from '../../token/token.ts'
import { deathOf } from '../../token/token-dates.ts'
import { type Answer, type Call, replace, show } from '../call.ts'
import { approversFor, votesPossible } from '../electorate.ts'
import { findToken, kinOf, type Seen, visibleTokens } from '../find-token.ts'
import { freezeOn } from '../freeze-on.ts'
import type { Command } from '../grammar/command.ts'
import { durationMs } from '../grammar/duration-ms.ts'
import { notFoundView } from '../not-found-view.ts'
import { boardView } from '../views/board-view.ts'
import { askedView, planOnlyView } from '../views/plan-view.ts'
import { statusView } from '../views/status-view.ts'
import { isDeadAndUnused } from '../views/token-standing.ts'
import { listView, noneView, showView } from '../views/token-views.ts'
import { sentenceView } from '../views/words.ts'
import { findRecord, seenRecord, visibleRecords } from '../visible-records.ts'
import { findingsAbout } from './advise.ts'

const dayMs = 86_400_000

/** Of requests that have ended, `status TOKEN` shows those among the newest of an account. */
const mostRecent = 50

/** Days left are whole ones, so that 30d takes in all of the thirtieth; of less than a day the instant counts. */
const diesWithin = ({ token }: Seen, ms: number, now: number): boolean =>
  generationOf(token) === 'expiring' && deathOf(token.expiry) - now <= (ms < dayMs ? ms : ms + dayMs)

const isListed =
  ({ pattern, options }: Command, now: number) =>
  (seen: Seen): boolean => {
    const within = durationMs(options['expiring'])
    const glob = pattern?.includes('*') === true ? pattern : `*${pattern ?? ''}*`
    return (
      (pattern === undefined || globMatches(glob, seen.token.name)) &&
      (options['owner'] === undefined || seen.owner.team === options['owner']) &&
      (within === undefined || diesWithin(seen, within, now))
    )
  }

/** `list`: expired tokens that nothing uses are counted, and listed only where all are asked for. */
export const list = async (call: Call, command: Command, page = 0): Promise<Answer> => {
  const { accounts, clock } = call.tools
  const { account, line, options } = command
  if (account !== undefined && !accounts.includes(account))
    return show(notFoundView({ kind: 'no-account', account, accounts }, command))
  const now = clock.now()
  const visible = await visibleTokens(call, account)
  const matching = visible.filter(isListed(command, now))
  const isAll = options['all'] === true || options['include-expired'] === true
  const listed = isAll ? matching : matching.filter((seen) => !isDeadAndUnused(seen, now))
  const beside = { dead: matching.length - listed.length, visible: visible.length }
  const view = listed.length === 0 ? noneView(beside) : listView(listed, page, line, now, beside.dead)
  return page === 0 ? show(view) : replace(view)
}

export const showToken = async (call: Call, command: Command): Promise<Answer> => {
  const name = command.token ?? ''
  const found = await findToken(call, name, command.account)
  if (found.kind !== 'found') return show(notFoundView(found, command))
  const { seen } = found
  const { generation } = call.tools.planToolsFor(seen.account)
  const known = { findings: await findingsAbout(call, seen), kin: await kinOf(call, seen) }
  return show(showView(seen, known, generation, call.tools.clock.now()))
}

const oneRecord = async (call: Call, key: RecordKey): Promise<Answer> => {
  const snapshot = await call.tools.records.load(key)
  if (snapshot === undefined) return show(sentenceView(`There is no ${key.id}. See what is running: /edgekv status.`))
  const record = snapshot.record.value
  const approvers = await approversFor(call.tools, record)
  return show(
    record.state === 'asked'
      ? askedView(record, { group: approvers.group, canVote: votesPossible(record, approvers) })
      : boardView(snapshot, { approvers: approvers.group, ...freezeOn(call.tools, record) }),
  )
}

export const status = async (call: Call, command: Command, page = 0): Promise<Answer> => {
  const id = command.rotation ?? command.request
  if (id !== undefined) {
    const key = await findRecord(call, id, command.account)
    return key === undefined
      ? show(sentenceView(`There is no ${id} that you can see. See what is running: /edgekv status.`))
      : oneRecord(call, key)
  }
  const { tools } = call
  const open = await tools.records.open(command.account)
  const answer = page === 0 ? show : replace
  const { token } = command
  if (token === undefined) return answer(statusView(await visibleRecords(call, open), page, command.line))
  const accounts = tools.accounts.filter((account) => command.account === undefined || account === command.account)
  const recent = (await Promise.all(accounts.map((account) => tools.records.recent(account, mostRecent)))).flat()
  const ended = recent.filter(({ id }) => open.every((one) => one.id !== id))
  const about = [...open, ...ended].filter((record) => isAbout(record, token))
  return answer(statusView(await visibleRecords(call, about), page, command.line))
}

/** The plan of a request, again, to one who may see it. Until others are asked it is its asker's alone. */
export const planOfRecord = async (call: Call, key: RecordKey): Promise<Answer> => {
  const record = await seenRecord(call, key)
  return show(
    record === undefined ? sentenceView(`There is no ${key.id} that you can see.`) : planOnlyView(record.plan),
  )
}
