import { type Freeze, freezeAt } from '../plan/rotation-settings.ts'
import type { ActionRecord } from '../request/record.ts'
import type { Situation } from './next.ts'

/** The freeze in which this record may start no activation and no revocation, if one holds now. Break-glass passes. */
export const freezeFor = (record: ActionRecord, { now, settings }: Situation): Freeze | undefined =>
  record.breakGlass === true ? undefined : freezeAt(settings, now)
