import type { Entry } from '../../warning/entry.ts'
import type { Rich, View } from './view.ts'

/** What was silenced, and until when. `wanted`: what was asked for, where it was asked for. */
export interface Quiet {
  readonly token: string
  readonly account: string
  readonly entries: readonly Entry[]
  readonly until: number
  readonly wanted?: number
}

const whyNoLonger = (entries: readonly Entry[]): string => {
  if (entries.some(({ kind }) => kind === 'expired' || kind === 'revoked'))
    return 'What is dead and in use is silenced for an hour at most.'
  if (entries.some(({ threshold }) => threshold !== null)) return 'It is never silenced past its next threshold.'
  return 'Nothing is silenced for more than a week.'
}

/** The answer to who silenced a warning. */
export const quietView = ({ token, account, entries, until, wanted }: Quiet): View => {
  const isShort = wanted !== undefined && until < wanted
  const why = wanted === undefined || isShort ? ` ${whyNoLonger(entries)}` : ''
  const text: Rich = [
    { bold: token },
    ` (account ${account}) is quiet until `,
    { time: until },
    `.${why} If it is still so then, it is told again. To end it for good: /edgekv rotate ${account}/${token}.`,
  ]
  return {
    summary: `${token} (account ${account}) is quiet until ${new Date(until).toISOString().slice(0, 16)} UTC.${why}`,
    blocks: [{ kind: 'text', text }],
  }
}
