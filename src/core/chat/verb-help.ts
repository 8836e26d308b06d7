import type { Verb } from './grammar/command.ts'

export interface VerbHelp {
  readonly verb: Verb
  readonly usage: string
  readonly does: string
}

/** The verbs that this bot carries out, in the order in which help shows them. */
export const verbHelp: readonly VerbHelp[] = [
  {
    verb: 'rotate',
    usage: 'rotate TOKEN [--reason "…"] [--compromised] [--replace]',
    does: 'Shows the plan to you alone; then you ask for approval.',
  },
  { verb: 'plan', usage: 'plan rotate|migrate|revoke TOKEN', does: 'The plan alone; nothing is asked of anybody.' },
  {
    verb: 'list',
    usage: 'list [pattern] [--expiring 30d] [--owner TEAM] [--all]',
    does: 'Tokens, worst first; with --all also expired ones that nothing uses.',
  },
  { verb: 'show', usage: 'show TOKEN', does: 'Rights, days left, usages and owner of one token.' },
  { verb: 'where', usage: 'where TOKEN', does: 'Every place where it is used.' },
  { verb: 'advise', usage: 'advise [TOKEN]', does: 'What could be better about tokens, worst first.' },
  { verb: 'status', usage: 'status [R42|TOKEN]', does: 'What is running, waiting and held, and why.' },
  { verb: 'approve', usage: 'approve R42 [--reason "…"]', does: 'Approves a request, as the button does.' },
  { verb: 'deny', usage: 'deny R42 [--reason "…"]', does: 'Denies a request.' },
  { verb: 'withdraw', usage: 'withdraw R42', does: 'Withdraws your own request, or your vote.' },
  { verb: 'source', usage: 'source R42 done', does: 'Says that your own repository has the new entry.' },
  { verb: 'retry', usage: 'retry R42', does: 'A held rotation goes on.' },
  { verb: 'abandon', usage: 'abandon R42', does: 'A rotation goes back as far as it can.' },
  { verb: 'adopt', usage: 'adopt MARK', does: 'Takes over a rotation found again after a loss of Redis.' },
  {
    verb: 'create',
    usage: 'create token NAME --staging=allow|deny --production=allow|deny --namespace=NS+r [--ewids=1,2] [--pair]',
    does: 'Asks for a new token; --pair: NAME_stg and NAME_prd. Without a name, a form opens.',
  },
  { verb: 'refresh', usage: 'refresh TOKEN', does: 'Renews a token that refreshes itself, in place.' },
  {
    verb: 'migrate',
    usage: 'migrate TOKEN',
    does: 'Rotates to a token that refreshes itself: the last rotation it needs.',
  },
  { verb: 'revoke', usage: 'revoke TOKEN --reason "…"', does: 'Revokes a token that nothing uses.' },
  { verb: 'audit', usage: 'audit TOKEN [--since 90d]', does: 'Who did what to it, as one timeline.' },
  { verb: 'ack', usage: 'ack TOKEN', does: 'Silences its warnings until the next threshold.' },
  { verb: 'snooze', usage: 'snooze TOKEN 2d', does: 'Silences them for so long, at most until the next threshold.' },
  {
    verb: 'subscribe',
    usage: 'subscribe [pattern] [--thresholds 30d,7d,1d]',
    does: 'Warnings about more tokens to this channel.',
  },
  { verb: 'unsubscribe', usage: 'unsubscribe [pattern]', does: 'Ends that.' },
  { verb: 'subscriptions', usage: 'subscriptions', does: 'What comes to this channel, and why.' },
  {
    verb: 'break-glass',
    usage: 'break-glass rotate TOKEN --reason "…"',
    does: 'Without approval, for on-call: loud, and reviewed afterwards.',
  },
  { verb: 'help', usage: 'help [verb]', does: 'This, to you alone.' },
]
