import type { ActionRecord } from '../request/record.ts'
import { clockSkewMs, lookValidMs } from './times.ts'

/** The record with its last look forgotten, and what it waited for by that, so that the next one is made anew. */
export const withoutLook = (record: ActionRecord): ActionRecord => {
  const { confirmedAt: _at, stillUsed: _used, blindSpots: _spots, tokenGone: _gone, waitsFor: _for, ...rest } = record
  return rest
}

/** A look of the future was made before the clock went back: nobody knows how old it is. */
export const isLookTooOld = ({ confirmedAt }: Pick<ActionRecord, 'confirmedAt'>, now: number): boolean =>
  confirmedAt === undefined || now - confirmedAt > lookValidMs || confirmedAt - now > clockSkewMs
