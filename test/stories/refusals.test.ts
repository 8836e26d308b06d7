import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verbHelp } from '../../src/core/chat/verb-help.ts'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'

let story: Story
/** A request about a token that Dee may not see, of which Ana may see everything and decide nothing. */
let hidden: string
beforeAll(async () => {
  story = await startStory()
  const plan = await story.cho.types('refresh acme/chk_auto --reason "for the till"')
  hidden = /Asked as (R\d+)/.exec(await story.cho.clicks(plan, 'ask'))?.[1] ?? ''
  await story.ben.reads(/Refresh in place chk_auto/)
})
afterAll(() => story?.close())

type Who = 'ana' | 'ben' | 'cho' | 'dee' | 'gus'
type Refusal = readonly [Who, string, RegExp]

const unknown = /no token called \S+ that you can see; Akamai was looked at too\. See them all: \/edgekv list\./
const noRecord = /There is no \S+ that you can see\. See what is running: \/edgekv status\./
const strangers = /Only full members/
const onCreate = '--account=acme --staging=allow --production=deny --namespace=marketing+r'

/** For each verb what it refuses: to one who may not, what is not there, what would break something, what is no such line. */
const refused: Readonly<Record<string, readonly Refusal[]>> = {
  rotate: [
    ['dee', 'rotate chk_cart', unknown],
    ['ben', 'rotate chk_cart', /Only members of edge-on-call may ask for tokens of checkout\. Ask one of them/],
    ['ana', 'rotate mkt_old', /is dead and nobody remembers what it could do\. Say it: .*--namespace=/],
    ['ana', 'rotate mkt_token1 --staging=deny --production=deny', /allowed on one network at least/],
    ['ana', 'rotate mkt_token1 --ewids=1,2,3,4,5,6,7,8,9', /eight at most/],
    ['gus', 'rotate mkt_token1', strangers],
  ],
  plan: [
    ['dee', 'plan rotate chk_cart', unknown],
    ['ana', 'plan show mkt_token1', /goes with a verb and a token, not with `show`/],
    ['ana', 'plan', /of what\? I know `plan rotate`.*each with a token/],
    ['ana', 'plan revoke mkt_token1', /mkt_token1 is used by EdgeWorker 4101.*Rotate it instead/s],
  ],
  list: [
    ['dee', 'list --expiring soon', /must be a time such as 2d or 12h/],
    ['dee', 'list --colour', /don't know the option `--colour`/],
    ['dee', 'list chk_*', /No token matches/],
  ],
  show: [
    ['dee', 'show chk_auto', unknown],
    ['dee', 'show acme/', /1 to 32 letters/],
    ['dee', 'show nowhere/mkt_token1', /no account called nowhere/],
    ['gus', 'show mkt_token1', strangers],
  ],
  where: [
    ['dee', 'where chk_cart', unknown],
    ['ana', 'where', /needs the name of a token/],
    ['ana', 'where mkt_token1 on production', /don't know what `on` means here/],
  ],
  status: [
    ['dee', 'status HIDDEN', noRecord],
    ['dee', 'status chk_auto', /Nothing is running or waiting/],
    ['ana', 'status R0', noRecord],
  ],
  approve: [
    ['dee', 'approve HIDDEN', noRecord],
    ['ana', 'approve HIDDEN', /Only members of edge-approvers/],
    ['cho', 'approve HIDDEN', /You asked for this, so somebody else must decide/],
    ['ben', 'approve mkt_token1', /needs a request's number such as R42/],
  ],
  deny: [
    ['dee', 'deny HIDDEN --reason no', noRecord],
    ['ana', 'deny HIDDEN --reason no', /Only members of edge-approvers/],
    ['ben', 'deny', /needs the number of a request/],
  ],
  withdraw: [
    ['dee', 'withdraw HIDDEN', noRecord],
    ['ana', 'withdraw HIDDEN', /nothing to withdraw/],
    ['ben', 'withdraw HIDDEN', /nothing to withdraw/],
  ],
  source: [
    ['dee', 'source HIDDEN done', noRecord],
    ['cho', 'source HIDDEN done', /does not wait for its source now.*status R/],
    ['ana', 'source HIDDEN', /needs the word done.*source R\d+ done.*Run it/s],
  ],
  retry: [
    ['dee', 'retry HIDDEN', noRecord],
    ['cho', 'retry HIDDEN', /is not held/],
    ['ana', 'retry chk_auto', /needs a rotation's number such as R42/],
  ],
  abandon: [
    ['dee', 'abandon HIDDEN', noRecord],
    ['cho', 'abandon HIDDEN', /has not begun|nothing to abandon|withdraw/],
    ['ana', 'abandon mkt_token1', /needs a mark such as/],
  ],
  adopt: [
    ['dee', 'adopt k7qx99', /Nothing unfinished with the mark k7qx99/],
    ['ana', 'adopt R1', /needs a mark such as/],
    ['ana', 'adopt', /needs the mark of a rotation/],
  ],
  create: [
    [
      'dee',
      `create token chk_new ${onCreate.replace('marketing', 'checkout')}`,
      /Only members of edge-on-call may ask/,
    ],
    ['ana', `create token mkt_token1 ${onCreate}`, /There is a token called mkt_token1 already\. Choose another name/],
    ['ana', `create token x! ${onCreate}`, /`x!` is not.*create token x .*Run it/s],
    ['ana', `create token t ${onCreate.replace('+r', '+q')}`, /what is allowed there.*`marketing\+q` is not/],
    [
      'ana',
      `create token t ${onCreate} --ewids=99999`,
      /locked to EdgeWorker 99999, which this API client cannot see.*Look at the number/s,
    ],
    [
      'ana',
      `create token t ${onCreate} --expiry=2020-01-01`,
      /has passed.*refresh themselves.*Go on without --expiry/s,
    ],
    ['gus', 'create', strangers],
  ],
  refresh: [
    ['dee', 'refresh chk_auto', unknown],
    ['ben', 'refresh chk_auto', /Only members of edge-on-call may ask/],
    ['ana', 'refresh mkt_token1', /cannot be refreshed in place.*Rotate it instead/s],
    ['cho', 'refresh mkt_old', /cannot be refreshed in place/],
  ],
  migrate: [
    ['dee', 'migrate chk_cart', unknown],
    ['ben', 'migrate chk_cart', /Only members of edge-on-call may ask/],
    ['cho', 'migrate chk_auto', /refreshes itself already, so there is nothing to migrate/],
    ['cho', 'migrate chk_cart', /was changed by hand, so it is not replaced.*Put edgekv\.js 0\.6\.2 or newer/s],
  ],
  revoke: [
    ['dee', 'revoke chk_cart --reason x', unknown],
    ['ben', 'revoke chk_cart --reason x', /Only members of edge-on-call may ask/],
    ['ana', 'revoke mkt_token1 --reason x', /is used by EdgeWorker 4101.*Rotate it instead/s],
    ['ana', 'revoke mkt_old --reason x', /is dead already; there is nothing to revoke/],
  ],
  audit: [
    ['dee', 'audit chk_auto', unknown],
    ['ana', 'audit mkt_token1 --since yesterday', /must be a time such as/],
    ['ana', 'audit', /needs the name of a token/],
  ],
  ack: [
    ['dee', 'ack chk_cart', unknown],
    ['ana', 'ack mkt_unused', /no open warning about mkt_unused \(account acme\): nothing to acknowledge/],
    ['ana', 'ack', /needs the name of a token/],
  ],
  snooze: [
    ['dee', 'snooze chk_cart 2d', unknown],
    ['ana', 'snooze mkt_token1 soon', /needs a time such as 2d/],
    ['ana', 'snooze mkt_token1', /needs for how long.*Run it/s],
    ['ana', 'snooze mkt_token1 0d', /no time at all: a snooze is for a minute or more/],
  ],
  subscribe: [
    ['ana', 'subscribe --thresholds never', /must be times such as 30d,7d,1d/],
    ['ana', 'subscribe --thresholds 12h', /whole days/],
    ['ana', 'subscribe mtk_*', /So far no token that you can see is called mtk_\*; those that are: \/edgekv list/],
    ['dee', 'subscribe chk_*', /So far no token that you can see is called chk_\*/],
    ['gus', 'subscribe', strangers],
  ],
  unsubscribe: [
    ['ana', 'unsubscribe nothing*', /Nothing of that kind/],
    ['ana', 'unsubscribe a b', /don't know what `b` means here/],
    ['gus', 'unsubscribe', strangers],
  ],
  subscriptions: [
    ['ana', 'subscriptions all', /don't know what `all` means here.*Run it/s],
    ['gus', 'subscriptions', strangers],
  ],
  advise: [
    ['dee', 'advise chk_cart', unknown],
    ['ana', 'advise nothing', unknown],
    ['ana', 'advise --colour', /don't know the option/],
  ],
  'break-glass': [
    ['ana', 'break-glass', /of what\? I know `break-glass rotate`, with a token/],
    ['ana', 'break-glass rotate mkt_token1', /needs a reason/],
    [
      'ana',
      'break-glass rotate mkt_token1 --reason x',
      /Only edge-on-call may break the glass.*Ask for approval instead: type the same line without/,
    ],
    ['dee', 'break-glass rotate chk_cart --reason x', unknown],
  ],
  help: [
    ['ana', 'help nothing', /There is no verb `nothing`\./],
    ['ana', 'help rotat', /did you mean `rotate`\?.*Run it/s],
    ['gus', 'help', strangers],
  ],
}

test('there is no verb whose refusals are not told here', () => {
  const verbs = [...verbHelp.map(({ verb }) => verb)].sort()
  expect(Object.keys(refused).sort()).toEqual(verbs)
  expect(Object.entries(refused).filter(([, refusals]) => refusals.length < 2)).toEqual([])
})

/** What anybody may ask for about everything that they may see. */
const looks = [
  ...[
    '',
    'help',
    'list',
    'list --all',
    'list --expiring 365d',
    'list --owner checkout',
    'list *auto',
    'status',
    'status acme',
  ],
  ...[
    'advise',
    'audit mkt_token1',
    'audit mkt_token1 --since 90d',
    'where mkt_token1',
    'subscriptions',
    'show chk_aut',
  ],
  ...[
    'rotate acme/chk_car',
    'plan revoke chk',
    'show shared_ro',
    'create',
    'ack chk_aut',
    'snooze chk_car 2d',
    'break-glass rotate chk_car --reason x',
  ],
]

test('to one who may not see a token, nothing that can be asked for tells of it: no list, count, suggestion or form', async () => {
  await story.pass('6m')
  for (const line of looks) {
    const mine = `${line}: ${await story.dee.asks(line)}`
    expect(mine.replace(line, '').replaceAll(/no token called \S+/g, '')).not.toMatch(/chk_(auto|cart)/)
  }
  expect(await story.dee.asks('list --owner checkout')).toMatch(/No token matches/)
  const seen = async (who: 'dee' | 'ben') => Number(/(\d+) tokens/.exec(await story[who].asks('list'))?.[1])
  expect(await seen('dee')).toBeLessThan(await seen('ben'))
  const { driver } = story.sandbox.slack
  await story.dee.sends('create --account=acme')
  const form = await driver.waitFor(() => driver.views('U0DEE').find(({ kind }) => kind === 'modal'), 15_000)
  expect(JSON.stringify(form.content)).not.toMatch(/chk_|checkout|pricing|410[45]/)
  expect(JSON.stringify(form.content)).toMatch(/marketing.*4101 mkt-landing.*4108/s)
  expect(await story.dee.opensHome()).not.toMatch(/chk_/)
  expect(JSON.stringify(story.dee.all().filter(({ ephemeral }) => ephemeral))).not.toMatch(
    new RegExp(`\\b${hidden}\\b`),
  )
})

test.for(Object.entries(refused))('%s refuses, says why and what to do, to the asker alone', async ([, refusals]) => {
  for (const [who, text, pattern] of refusals) {
    const line = text.replace('HIDDEN', hidden)
    const answer = await story[who].types(line)
    expect(`${who}: ${line}\n${textOf(answer)}`).toMatch(pattern)
    expect(answer.ephemeral).toBe(true)
  }
})

test('what somebody tries on a request that they may not see is in the trail, and what is not there is not', async () => {
  const lines = ['approve', 'deny', 'withdraw', 'retry', 'abandon'].flatMap((verb) => [`${verb} ID`, `${verb} R4711`])
  for (const line of [...lines, 'source ID done', 'source R4711 done'])
    expect(await story.dee.asks(line.replace('ID', hidden))).toMatch(noRecord)
  const text = readdirSync(story.auditDir).map((file) => readFileSync(join(story.auditDir, file), 'utf8'))
  const events = text.flatMap((one) => one.split('\n')).filter((one) => one.includes('"code":"may-not-see"'))
  expect(events.every((one) => one.includes(`"record":"${hidden}"`) && one.includes('U0DEE'))).toBe(true)
  const tried = new Set(events.map((one) => /"action":"(\w+)"/.exec(one)?.[1]))
  expect([...tried].sort()).toEqual(['abandon', 'approve', 'deny', 'retry', 'source', 'withdraw'])
})
