import { type Freeze, freezeAt } from '../plan/rotation-settings.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Situation } from './next.ts'
import { frozenLooksEveryMs } from './times.ts'

/** The freeze in which this record may start no activation and no revocation, if one holds now. Break-glass passes. */
export const freezeFor = (record: ActionRecord, { now, settings }: Situation): Freeze | undefined =>
  record.breakGlass === true ? undefined : freezeAt(settings, now)

/** When what waits for the end of a freeze is looked at next: operators may end it before its time. */
export const freezeLookAt = ({ toMs }: Freeze, now: number): number => Math.min(toMs, now + frozenLooksEveryMs)
