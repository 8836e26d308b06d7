import type { Command } from '../../../../src/core/chat/grammar/command.ts'

type Understood = Omit<Command, 'line' | 'options'> & { readonly options?: Command['options'] }

/** `[line, the word that is wrong, the corrected line]` */
type Wrong = readonly [line: string, word: string, corrected?: string]

/** One good line of a verb, and one each missing, unknown, malformed and repaired where the verb can have it. */
export interface VerbLines {
  readonly good: readonly [string, Understood]
  readonly missing?: Wrong
  readonly unknown: Wrong
  readonly malformed: Wrong
  /** `[line, the line as understood]` */
  readonly repaired: readonly [string, string]
}

export const verbLines: readonly VerbLines[] = [
  {
    good: ['help rotate', { verb: 'help', topic: 'rotate' }],
    unknown: ['hepl', 'hepl', 'help'],
    malformed: ['help 42', '42'],
    repaired: ['Help “rotate”', 'help rotate'],
  },
  {
    good: [
      'list mkt_* --expiring 30d --owner marketing --all',
      { verb: 'list', pattern: 'mkt_*', options: { expiring: '30d', owner: 'marketing', all: true } },
    ],
    missing: ['list --expiring', '--expiring'],
    unknown: ['list --expirng 30d', '--expirng', 'list --expiring=30d'],
    malformed: ['list --expiring soon', 'soon'],
    repaired: ['list —expiring\u00a030d', 'list --expiring=30d'],
  },
  {
    good: ['show mkt_token1', { verb: 'show', token: 'mkt_token1' }],
    missing: ['show', 'show'],
    unknown: ['shwo mkt_token1', 'shwo', 'show mkt_token1'],
    malformed: ['show mkt/token/1', 'mkt/token/1'],
    repaired: ['show <http://mkt.token|mkt_token1>', 'show mkt_token1'],
  },
  {
    good: ['where acme/mkt_token1', { verb: 'where', account: 'acme', token: 'mkt_token1' }],
    missing: ['where', 'where'],
    unknown: ['where mkt_token1 --acount acme', '--acount', 'where mkt_token1 --account=acme'],
    malformed: ['where mkt_token1.', 'mkt_token1.', 'where mkt_token1'],
    repaired: ['where mkt_\u200btoken1', 'where mkt_token1'],
  },
  {
    good: [
      'create token mkt_token1 --staging=allow --production=deny --namespace=marketing+r --ewids=1234 --expiry=2021-12-31',
      {
        verb: 'create',
        token: 'mkt_token1',
        options: {
          staging: 'allow',
          production: 'deny',
          namespace: { marketing: ['r'] },
          ewids: ['1234'],
          expiry: '2021-12-31',
        },
      },
    ],
    missing: [
      'create token t1 --staging=allow --namespace=a+r',
      '--production',
      'create token t1 --staging=allow --namespace=a+r --production=deny',
    ],
    unknown: [
      'create token t1 --stagging=allow --production=deny --namespace=a+r',
      '--stagging',
      'create token t1 --staging=allow --production=deny --namespace=a+r',
    ],
    malformed: [
      'create token t1 --staging=yes --production=no --namespace=a:rw --expiry=31.12.2027',
      'yes',
      'create token t1 --staging=allow --production=deny --namespace=a+rw --expiry=2027-12-31',
    ],
    repaired: [
      '`edgekv create token t1 –staging=allow —production=deny \\\n  —namespace=a+dr`',
      'create token t1 --staging=allow --production=deny --namespace=a+dr',
    ],
  },
  {
    good: [
      'rotate mkt_token1 --compromised --reason posted in a public channel',
      { verb: 'rotate', token: 'mkt_token1', options: { compromised: true, reason: 'posted in a public channel' } },
    ],
    missing: ['rotate --compromised', 'rotate'],
    unknown: ['rotate mkt_token1 --compromized', '--compromized', 'rotate mkt_token1 --compromised'],
    malformed: ['rotate mkt_token1 --ewids=ew1234;5678', 'ew1234;5678', 'rotate mkt_token1 --ewids=1234,5678'],
    repaired: ['Rotate mkt_token1 —reason “it’s time”', 'rotate mkt_token1 --reason="it\'s time"'],
  },
  {
    good: ['refresh token mkt_token1', { verb: 'refresh', token: 'mkt_token1' }],
    missing: ['refresh token', 'refresh'],
    unknown: ['refesh mkt_token1', 'refesh', 'refresh mkt_token1'],
    malformed: ['refresh mkt_token1 mkt_token2', 'mkt_token2', 'refresh mkt_token1'],
    repaired: ['akamai edgekv refresh tkn ‘mkt_token1’', 'refresh mkt_token1'],
  },
  {
    good: [
      'migrate mkt_token1 --reason="last one"',
      { verb: 'migrate', token: 'mkt_token1', options: { reason: 'last one' } },
    ],
    missing: ['migrate', 'migrate'],
    unknown: ['migrate mkt_token1 --resaon now', '--resaon', 'migrate mkt_token1 --reason=now'],
    malformed: ['migrate mkt_token1 --expiry=2027-01-01', '--expiry', 'migrate mkt_token1'],
    repaired: ['MIGRATE mkt‑token1', 'migrate mkt-token1'],
  },
  {
    good: ['revoke mkt_token1 --reason unused', { verb: 'revoke', token: 'mkt_token1', options: { reason: 'unused' } }],
    missing: ['revoke --reason unused', 'revoke'],
    unknown: ['delete token mkt_token1', 'delete', 'revoke mkt_token1'],
    malformed: ['revoke mkt_token1 it is unused', 'it', 'revoke mkt_token1 --reason="it is unused"'],
    repaired: ['$ akamai edgekv revoke token mkt_token1', 'revoke mkt_token1'],
  },
  {
    good: ['plan migrate mkt_token1', { verb: 'plan', of: 'migrate', token: 'mkt_token1' }],
    missing: ['plan rotate', 'plan'],
    unknown: ['plan rotat mkt_token1', 'rotat', 'plan rotate mkt_token1'],
    malformed: ['plan mkt_token1', 'mkt_token1', 'plan rotate mkt_token1'],
    repaired: ['Plan Rotate mkt_token1', 'plan rotate mkt_token1'],
  },
  {
    good: ['status R42', { verb: 'status', rotation: 'R42' }],
    unknown: ['statsu R42', 'statsu', 'status R42'],
    malformed: ['status #42', '#42', 'status R42'],
    repaired: ['status\u2003r42', 'status r42'],
  },
  {
    good: ['approve R42 --reason looks good', { verb: 'approve', request: 'R42', options: { reason: 'looks good' } }],
    missing: ['approve', 'approve'],
    unknown: ['aprove R42', 'aprove', 'approve R42'],
    malformed: ['approve 42', '42', 'approve R42'],
    repaired: ['approve acme/R42 —reason ok', 'approve acme/R42 --reason=ok'],
  },
  {
    good: ['deny acme/R42', { verb: 'deny', account: 'acme', request: 'R42' }],
    missing: ['deny --reason no', 'deny'],
    unknown: ['reject R42', 'reject', 'deny R42'],
    malformed: ['deny R42 not this week', 'not', 'deny R42 --reason="not this week"'],
    repaired: ['deny R42 --reason “not now”', 'deny R42 --reason="not now"'],
  },
  {
    good: ['retry R7', { verb: 'retry', rotation: 'R7' }],
    missing: ['retry', 'retry'],
    unknown: ['rety R7', 'rety', 'retry R7'],
    malformed: ['retry ROT-7', 'ROT-7', 'retry R7'],
    repaired: ['retry `R7`', 'retry R7'],
  },
  {
    good: ['abandon k7qx42', { verb: 'abandon', rotation: 'k7qx42' }],
    missing: ['abandon', 'abandon'],
    unknown: ['rollback R7', 'rollback', 'abandon R7'],
    malformed: ['abandon R7 --reason no', '--reason', 'abandon R7'],
    repaired: ['abandon\u00a0R7', 'abandon R7'],
  },
  {
    good: ['withdraw R7', { verb: 'withdraw', request: 'R7' }],
    missing: ['withdraw', 'withdraw'],
    unknown: ['withdrw R7', 'withdrw', 'withdraw R7'],
    malformed: ['withdraw R-7', 'R-7', 'withdraw R7'],
    repaired: ['@edgekv withdraw R7', 'withdraw R7'],
  },
  {
    good: ['source R7 done', { verb: 'source', rotation: 'R7', options: { done: true } }],
    missing: ['source R7', 'source', 'source R7 done'],
    unknown: ['sorce R7 done', 'sorce', 'source R7 done'],
    malformed: ['source R7 finished', 'finished', 'source R7 done'],
    repaired: ['Source R7 Done', 'source R7 Done'],
  },
  {
    good: ['adopt k7qx42', { verb: 'adopt', rotation: 'k7qx42' }],
    missing: ['adopt', 'adopt'],
    unknown: ['adpot k7qx42', 'adpot', 'adopt k7qx42'],
    malformed: ['adopt k7-qx', 'k7-qx'],
    repaired: ['<at>EdgeKV</at> adopt k7qx42', 'adopt k7qx42'],
  },
  {
    good: [
      'subscribe mkt_* --thresholds 30d,7d,1d',
      { verb: 'subscribe', pattern: 'mkt_*', options: { thresholds: ['30d', '7d', '1d'] } },
    ],
    missing: ['subscribe --thresholds', '--thresholds'],
    unknown: ['subscribe --treshold 7d', '--treshold', 'subscribe --thresholds=7d'],
    malformed: ['subscribe --thresholds 30,7', '30,7', 'subscribe --thresholds=30d,7d'],
    repaired: ['subscribe –thresholds 30d, 7d', 'subscribe --thresholds=30d,7d'],
  },
  {
    good: ['unsubscribe mkt_*', { verb: 'unsubscribe', pattern: 'mkt_*' }],
    unknown: ['unsubscrbe', 'unsubscrbe', 'unsubscribe'],
    malformed: ['unsubscribe mkt_(1)', 'mkt_(1)'],
    repaired: ['Unsubscribe "mkt_*"', 'unsubscribe mkt_*'],
  },
  {
    good: ['subscriptions', { verb: 'subscriptions' }],
    unknown: ['subscriptoins', 'subscriptoins', 'subscriptions'],
    malformed: ['subscriptions here', 'here', 'subscriptions'],
    repaired: ['/edgekv Subscriptions', 'subscriptions'],
  },
  {
    good: ['ack mkt_token1', { verb: 'ack', token: 'mkt_token1' }],
    missing: ['ack', 'ack'],
    unknown: ['ack mkt_token1 --sinse 1d', '--sinse'],
    malformed: ['ack mkt_token1,', 'mkt_token1,', 'ack mkt_token1'],
    repaired: ['ACK mkt_token1', 'ack mkt_token1'],
  },
  {
    good: ['snooze mkt_token1 2d', { verb: 'snooze', token: 'mkt_token1', options: { for: '2d' } }],
    missing: ['snooze mkt_token1', 'snooze', 'snooze mkt_token1 1d'],
    unknown: ['mute mkt_token1 2d', 'mute', 'snooze mkt_token1 2d'],
    malformed: ['snooze mkt_token1 1week', '1week', 'snooze mkt_token1 7d'],
    repaired: ['snooze mkt_token1\t2D', 'snooze mkt_token1 2D'],
  },
  {
    good: ['advise mkt_token1', { verb: 'advise', token: 'mkt_token1' }],
    unknown: ['advice mkt_token1', 'advice', 'advise mkt_token1'],
    malformed: ['advise mkt*', 'mkt*'],
    repaired: ['advise ’mkt_token1’', 'advise mkt_token1'],
  },
  {
    good: ['audit mkt_token1 --since 90d', { verb: 'audit', token: 'mkt_token1', options: { since: '90d' } }],
    missing: ['audit --since 90d', 'audit'],
    unknown: ['audit mkt_token1 --sicne 90d', '--sicne', 'audit mkt_token1 --since=90d'],
    malformed: ['audit mkt_token1 --since 90 days', '90 days', 'audit mkt_token1 --since=90d'],
    repaired: ['audit mkt_token1 —since=90d', 'audit mkt_token1 --since=90d'],
  },
  {
    good: [
      'break-glass rotate mkt_token1 --reason leaking now',
      { verb: 'break-glass', of: 'rotate', token: 'mkt_token1', options: { reason: 'leaking now' } },
    ],
    missing: ['break-glass rotate mkt_token1', '--reason'],
    unknown: ['breakglass rotate t --reason now', 'breakglass', 'break-glass rotate t --reason=now'],
    malformed: ['break-glass revoke t', 'revoke'],
    repaired: ['break glass rotate t —reason “now”', 'break-glass rotate t --reason=now'],
  },
  {
    good: [
      'download token mkt_token1 --save_path=/tmp/hello.tgz --overwrite',
      { verb: 'download', token: 'mkt_token1', options: { save_path: '/tmp/hello.tgz', overwrite: true } },
    ],
    missing: ['download token', 'download'],
    unknown: ['downlaod token t', 'downlaod', 'download t'],
    malformed: ['download t --overwrite=maybe', 'maybe', 'download t --overwrite'],
    repaired: ['akamai edgekv dnld token t –save-path=x.tgz -o', 'download t --save_path=x.tgz --overwrite'],
  },
  {
    good: ['', { verb: 'start' }],
    unknown: ['strat', 'strat'],
    malformed: ['start now', 'now', 'start'],
    repaired: ['/edgekv', 'start'],
  },
]
