import { parseArgs } from 'node:util'
import { parseMoment } from '../../config/parse-moment.ts'
import type { ChainEntry } from '../../core/audit/chain.ts'
import { rootOf } from '../../core/token/token-name.ts'

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  token: { type: 'string' },
  rotation: { type: 'string' },
  only: { type: 'string' },
  dir: { type: 'string' },
  format: { type: 'string', default: 'csv' },
} as const

/** What an export is asked for. Times in ms UTC; `to` is not in it any more. */
export interface ExportArgs {
  readonly format: 'csv' | 'jsonl'
  readonly dir?: string
  readonly from: number
  readonly to: number
  readonly account?: string
  readonly token?: string
  readonly rotation?: string
  readonly breakGlass: boolean
}

/** Reads the arguments of `audit export`, or says what is wrong with them. */
export const exportArgs = (args: string[]): ExportArgs | string => {
  const { from: first, to: last, only, format, ...rest } = parseArgs({ args, options }).values
  if (first === undefined || last === undefined) return 'From when to when?'
  const [from, to] = [parseMoment(first, 'start'), parseMoment(last, 'end')]
  if (from === undefined || to === undefined) return 'Write dates like 2026-11-24 or 2026-11-24T09:00Z.'
  if (to <= from) return `${last} is not after ${first}.`
  if (format !== 'csv' && format !== 'jsonl') return `There is no format ${format}.`
  if (rest.rotation !== undefined && !/^R\d{1,9}$/i.test(rest.rotation))
    return `A rotation is called such as R42, not ${rest.rotation}.`
  if (only !== undefined && only !== 'break-glass') return `--only knows break-glass, not ${only}.`
  return { ...rest, format, from, to, breakGlass: only !== undefined }
}

/** Whether an entry is asked for. A token means those before and after it too: `mkt_token1` is also `mkt_token1_r2`. */
export const isWanted = (
  { from, to, account, token, rotation, breakGlass }: ExportArgs,
  { at, event }: ChainEntry,
): boolean => {
  const time = Date.parse(at)
  return (
    time >= from &&
    time < to &&
    (account === undefined || event.account === account) &&
    (token === undefined || (event.token !== undefined && rootOf(event.token) === rootOf(token))) &&
    (rotation === undefined || event.record?.toUpperCase() === rotation.toUpperCase()) &&
    (!breakGlass || event.what.startsWith('break-glass.') || event.facts?.['of'] === 'review')
  )
}
