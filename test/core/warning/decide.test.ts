import { describe, expect, test } from 'vitest'
import { acknowledge } from '../../../src/core/warning/acknowledge.ts'
import { decide } from '../../../src/core/warning/decide.ts'
import type { Entry } from '../../../src/core/warning/entry.ts'
import { allEntries, emptyLedger, type LedgerState, withCases } from '../../../src/core/warning/ledger-state.ts'
import { dueEntries, told } from '../../../src/core/warning/telling.ts'
import type { WarningSettings } from '../../../src/core/warning/warning-settings.ts'
import type { Watched } from '../../../src/core/warning/watched.ts'
import { settings } from './support/settings.ts'

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)

const token = (more: Partial<Watched> = {}): Watched => ({
  account: 'acme',
  token: 'mkt_token1',
  uuid: 'uuid-1',
  namespaces: ['marketing'],
  groups: [],
  life: { kind: 'expiring', diesAt: at('2026-03-11 00:00') },
  usedOn: 'production',
  certain: true,
  ...more,
})

const auto = (life: Partial<Extract<Watched['life'], { kind: 'auto-refreshing' }>>): Watched =>
  token({ life: { kind: 'auto-refreshing', refreshBy: '2026-04-01', renewedOn: '2026-02-01', ...life } })

/** A bot whose memory is the ledger alone. */
class Bot {
  ledger: LedgerState = emptyLedger('acme')
  readonly how: WarningSettings

  constructor(how: Partial<WarningSettings> = {}) {
    this.how = settings(how)
  }

  look(now: string, ...watched: readonly Watched[]): void {
    this.ledger = decide(watched, this.ledger, at(now), this.how).ledger
  }

  /** Looks, and tells what is due: `destination kind threshold`. */
  tell(now: string, ...watched: readonly Watched[]): readonly string[] {
    this.look(now, ...watched)
    const due = dueEntries(this.ledger, at(now))
    for (const entry of due) this.ledger = told(this.ledger, [entry], `message of ${entry.destination}`, at(now)).ledger
    return due.map(({ destination, kind, threshold }) => `${destination} ${kind} ${threshold}`)
  }

  ack(now: string, until?: string): void {
    const how = { by: 'ada', now: at(now), thresholds: this.how.thresholds }
    const entries = acknowledge(this.of('uuid-1'), until === undefined ? how : { ...how, until: at(until) })
    this.ledger = withCases(this.ledger, new Map([['uuid-1', entries]]))
  }

  of(uuid: string): readonly Entry[] {
    return this.ledger.cases.get(uuid) ?? []
  }

  states(destination = 'slack:C0MARKETING'): readonly string[] {
    const mine = allEntries(this.ledger).filter((entry) => entry.destination === destination)
    return mine.map(({ kind, threshold, state }) => `${kind} ${threshold} ${state}`)
  }
}

const slack = (line: string): string => `slack:C0MARKETING ${line}`
const teams = (line: string): string => `teams:19:marketing@thread.tacv2 ${line}`

describe('a token that expires on 2026-03-10', () => {
  test('passes its thresholds at midnight and is told of at the next digest', () => {
    const bot = new Bot()
    expect(bot.tell('2026-02-07 23:59', token())).toEqual([])
    expect(bot.tell('2026-02-08 00:00', token())).toEqual([])
    expect(bot.tell('2026-02-08 08:59', token())).toEqual([])
    expect(bot.tell('2026-02-08 09:00', token())).toEqual([slack('expiring 30'), teams('expiring 30')])
    expect(bot.tell('2026-02-08 09:00', token())).toEqual([])
    expect(bot.tell('2026-02-24 09:00', token())).toEqual([slack('expiring 14'), teams('expiring 14')])
  })

  test('pages on its last day, and at once when it is dead', () => {
    const bot = new Bot()
    expect(bot.tell('2026-03-10 09:00', token())).toEqual([slack('expiring 0'), teams('expiring 0'), 'page expiring 0'])
    expect(bot.tell('2026-03-10 23:59', token())).toEqual([])
    expect(bot.tell('2026-03-11 00:00', token())).toEqual([
      slack('expired null'),
      teams('expired null'),
      'page expired null',
    ])
  })

  test('is told of at once when the next digest would come after its death', () => {
    expect(new Bot().tell('2026-03-10 09:01', token())).toContain(slack('expiring 0'))
    const late = new Bot({ digestAt: 23 * 60 + 59 })
    expect(late.tell('2026-03-10 12:00', token())).toEqual([])
    expect(late.tell('2026-03-10 23:59', token())).toContain(slack('expiring 0'))
  })

  test('pages nobody when staging alone uses it', () => {
    const bot = new Bot()
    const staging = token({ usedOn: 'staging' })
    expect(bot.tell('2026-03-10 09:00', staging)).toEqual([slack('expiring 0'), teams('expiring 0')])
    expect(bot.tell('2026-03-11 00:00', staging)).toEqual([slack('expired null'), teams('expired null')])
  })

  test('is a line in the digest, without mentions, when nothing uses it', () => {
    const bot = new Bot()
    const unused = token({ usedOn: 'nowhere' })
    expect(bot.tell('2026-03-11 00:00', unused)).toEqual([])
    expect(bot.tell('2026-03-11 09:00', unused)).toEqual([slack('expired null'), teams('expired null')])
    expect(bot.of('uuid-1').flatMap((entry) => entry.mentions)).toEqual([])
  })

  test('mentions its owner from seven days on, on-call from three', () => {
    const bot = new Bot()
    for (const day of ['02-24', '03-03', '03-07']) bot.tell(`2026-${day} 09:00`, token())
    const mentions = bot
      .of('uuid-1')
      .map(({ destination, threshold, mentions }) => [destination.slice(0, 5), threshold, mentions])
    expect(mentions).toContainEqual(['slack', 14, []])
    expect(mentions).toContainEqual(['slack', 7, ['slack:S0APPROVERS']])
    expect(mentions).toContainEqual(['slack', 3, ['slack:S0APPROVERS', 'slack:S0ONCALL']])
    expect(mentions).toContainEqual(['teams', 7, ['teams:ada-object-id']])
  })

  test('mentions on-call where there is no pager, though the ladder would only page', () => {
    const bot = new Bot({ hasPager: false, escalate: [{ fromDays: 0, level: 'page' }] })
    expect(bot.tell('2026-03-10 09:00', token())).toEqual([slack('expiring 0'), teams('expiring 0')])
    expect(bot.of('uuid-1').find((one) => one.threshold === 0)?.mentions).toEqual(['slack:S0ONCALL'])
  })
})

describe('after downtime', () => {
  test('the most urgent is told once, and the rest is superseded', () => {
    const bot = new Bot()
    bot.look('2026-02-08 00:05', token())
    expect(bot.tell('2026-03-03 15:00', token())).toEqual([slack('expiring 7'), teams('expiring 7')])
    expect(bot.states()).toEqual(['expiring 30 superseded', 'expiring 7 sent', 'expiring 14 superseded'])
  })

  test('a digest whose hour was slept through is made up for at once', () => {
    const bot = new Bot()
    bot.look('2026-02-07 20:00', token())
    expect(bot.tell('2026-02-08 15:00', token())).toEqual([slack('expiring 30'), teams('expiring 30')])
  })

  test('a clock that goes back tells nothing twice', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    expect(bot.tell('2026-02-20 09:00', token())).toEqual([])
    expect(bot.tell('2026-03-03 09:00', token())).toEqual([])
  })
})

describe('acknowledging', () => {
  test('silences until the next threshold, and not longer', () => {
    const bot = new Bot()
    bot.look('2026-03-03 01:00', token())
    bot.ack('2026-03-03 08:00')
    expect(bot.tell('2026-03-03 09:00', token())).toEqual([])
    expect(bot.tell('2026-03-06 09:00', token())).toEqual([])
    expect(bot.tell('2026-03-07 09:00', token())).toContain(slack('expiring 3'))
  })

  test('a snooze that is over and forgotten is told again in the thread', () => {
    const bot = new Bot()
    bot.tell('2026-02-24 09:00', token())
    bot.ack('2026-02-24 10:00', '2026-02-26 10:00')
    expect(bot.tell('2026-02-26 09:59', token())).toEqual([])
    bot.look('2026-02-26 10:00', token())
    const again = bot.of('uuid-1').find((one) => one.threshold === 14 && one.destination.startsWith('slack'))
    expect(again).toMatchObject({ state: 'owed', how: 'again', message: 'message of slack:C0MARKETING', repeat: 1 })
    expect(bot.tell('2026-02-27 09:00', token())).toEqual([slack('expiring 14'), teams('expiring 14')])
  })

  test('a snooze never passes the next threshold', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    bot.ack('2026-03-03 10:00', '2026-03-20 00:00')
    expect(bot.tell('2026-03-07 09:00', token())).toContain(slack('expiring 3'))
  })

  test('of an expired token holds for an hour, and the pager hears of it', () => {
    const bot = new Bot()
    bot.tell('2026-03-11 00:00', token())
    bot.ack('2026-03-11 00:10')
    const page = () => bot.of('uuid-1').find((one) => one.destination === 'page' && one.kind === 'expired')
    expect(page()).toMatchObject({ state: 'acknowledged', pagerOwed: 'acknowledge' })
    expect(bot.tell('2026-03-11 01:09', token())).toEqual([])
    expect(bot.tell('2026-03-11 01:10', token())).toEqual([
      slack('expired null'),
      teams('expired null'),
      'page expired null',
    ])
  })
})

describe('what is settled', () => {
  test('is resolved when no active bundle uses the token any more, and its later thresholds are silent', () => {
    const bot = new Bot()
    bot.tell('2026-03-10 09:00', token())
    const unused = token({ usedOn: 'nowhere' })
    bot.look('2026-03-10 12:00', unused)
    expect(bot.states()).toContain('expiring 0 resolved')
    expect(bot.of('uuid-1').find((one) => one.destination === 'page')).toMatchObject({
      state: 'resolved',
      pagerOwed: 'resolve',
    })
    expect(bot.tell('2026-03-12 09:00', unused)).toEqual([])
  })

  test('comes back when the old token is in use again', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    bot.look('2026-03-04 12:00', token({ usedOn: 'nowhere' }))
    expect(bot.tell('2026-03-05 09:00', token())).toContain(slack('expiring 7'))
  })

  test('is not believed from a look that could not see everything', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    bot.look('2026-03-03 12:00', token({ usedOn: 'nowhere', certain: false }))
    expect(bot.states()).toContain('expiring 7 sent')
    bot.ledger = decide([], bot.ledger, at('2026-03-03 13:00'), bot.how, false).ledger
    expect(bot.states()).toContain('expiring 7 sent')
  })

  test('is resolved when the token is gone from the list, and forgotten after three months', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    bot.look('2026-03-04 09:00')
    expect(bot.states()).toContain('expiring 7 resolved')
    bot.look('2026-07-04 09:00')
    expect(bot.of('uuid-1')).toEqual([])
  })

  test('a token revoked while an active bundle has it pages at once', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    const told = bot.tell('2026-03-04 13:00', token({ life: { kind: 'gone' } }))
    expect(told).toEqual([slack('revoked null'), teams('revoked null'), 'page revoked null'])
    expect(bot.states()).toContain('expiring 7 resolved')
  })
})

describe('a token that refreshes itself', () => {
  test('never gets an expiry warning', () => {
    const bot = new Bot()
    for (let month = 1; month <= 12; month += 1)
      expect(bot.tell(`2026-${String(month).padStart(2, '0')}-20 09:00`, auto({ refreshBy: '2027-01-01' }))).toEqual([])
  })

  test('is overdue when the day of its refresh is over, once, and resolved when the date moves', () => {
    const bot = new Bot()
    expect(bot.tell('2026-04-01 23:59', auto({}))).toEqual([])
    expect(bot.tell('2026-04-02 09:00', auto({}))).toEqual([
      slack('refresh-overdue null'),
      teams('refresh-overdue null'),
    ])
    expect(bot.tell('2026-04-03 09:00', auto({}))).toEqual([])
    bot.look('2026-04-03 10:00', auto({ refreshBy: '2026-06-01' }))
    expect(bot.states()).toEqual(['refresh-overdue null resolved'])
  })

  test('is told of when its activation failed, or is stuck after its first day', () => {
    const failed = new Bot()
    expect(failed.tell('2026-02-02 09:00', auto({ status: 'ERROR' }))).toContain(slack('activation-failed null'))
    const stuck = new Bot()
    expect(stuck.tell('2026-02-01 09:00', auto({ status: 'IN_PROGRESS' }))).toEqual([])
    expect(stuck.tell('2026-02-02 09:00', auto({ status: 'IN_PROGRESS' }))).toContain(slack('activation-stuck null'))
    stuck.look('2026-02-02 10:00', auto({ status: 'COMPLETE' }))
    expect(stuck.states()).toEqual(['activation-stuck null resolved'])
  })
})

test('a token that lives for ever does not fill the ledger: what is over for a season is forgotten', () => {
  const bot = new Bot()
  for (let month = 1; month <= 12; month += 1) {
    const refreshBy = `2026-${String(month).padStart(2, '0')}-01`
    bot.tell(`2026-${String(month).padStart(2, '0')}-10 09:00`, auto({ refreshBy }))
  }
  const left = bot.of('uuid-1').filter((entry) => entry.destination === 'slack:C0MARKETING')
  expect(left.map((entry) => entry.date)).toEqual(['2026-10-01', '2026-11-01', '2026-12-01'])
})

describe('where it goes', () => {
  test('a subscription hears of its own thresholds, without mentions, and the owner still hears of all', () => {
    const subscription = {
      destination: 'slack:C0WATCHERS',
      pattern: 'mkt_*',
      thresholds: [10],
      teams: ['marketing'],
      by: 'ada',
      who: { id: 'person:ada', identity: { platform: 'slack' as const, workspace: 'T0', user: 'U0ADA' } },
      at: 0,
    }
    const bot = new Bot({ subscriptions: [subscription] })
    expect(bot.tell('2026-02-28 09:00', token())).toEqual([
      slack('expiring 14'),
      teams('expiring 14'),
      'slack:C0WATCHERS expiring 10',
    ])
    expect(bot.of('uuid-1').find((one) => one.destination === 'slack:C0WATCHERS')?.mentions).toEqual([])
  })

  test('a new owner is told the most urgent once; the former one is told no more', () => {
    const bot = new Bot()
    bot.tell('2026-03-03 09:00', token())
    const moved = settings({ owners: settings().owners.slice(1) })
    bot.ledger = decide([token()], bot.ledger, at('2026-03-03 10:00'), moved).ledger
    const platform = bot.of('uuid-1').filter((one) => one.destination === 'slack:C0PLATFORM' && one.state === 'owed')
    expect(platform.map((one) => one.threshold)).toEqual([7])
  })

  test('access groups of the EdgeWorkers that use it decide the owner too', () => {
    const [first, ...rest] = settings().owners
    const owners = first === undefined ? [] : [{ ...first, match: { group: '4711' } }, ...rest]
    const bot = new Bot({ owners })
    expect(bot.tell('2026-03-03 09:00', token({ token: 'other', groups: ['4711'] }))).toContain(slack('expiring 7'))
  })

  test('an account that was not scanned in time is told of at once at the fallback, and resolved by the next scan', () => {
    const bot = new Bot()
    const unseen = token({
      token: '',
      uuid: 'account:acme',
      usedOn: 'nowhere',
      life: { kind: 'unseen', overdueAt: at('2026-03-01 03:00') },
    })
    expect(bot.tell('2026-03-01 02:59', unseen)).toEqual([])
    expect(bot.tell('2026-03-01 03:00', unseen)).toEqual(['slack:C0PLATFORM scan-overdue null'])
    bot.look('2026-03-01 04:00')
    expect(bot.states('slack:C0PLATFORM')).toEqual(['scan-overdue null resolved'])
  })
})
