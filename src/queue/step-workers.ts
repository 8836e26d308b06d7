import type { DueItem } from '../core/ports/records.ts'
import { stepQueue } from './queue-names.ts'
import { startWorkers, type Workers, type WorkersOptions } from './run-workers.ts'
import type { RunningItems } from './running-items.ts'
import { itemId, readItem } from './wake-up.ts'

export interface StepWorkersOptions extends Omit<WorkersOptions<DueItem>, 'queue' | 'read'> {
  /** Shared with this process' wake-ups. */
  readonly running: RunningItems
}

/** Looks at whatever is woken up. The same item never runs twice at once in this process. */
export const startStepWorkers = ({ running, handle, ...rest }: StepWorkersOptions): Workers =>
  startWorkers({
    ...rest,
    queue: stepQueue,
    read: readItem,
    handle: (item) => running.run(itemId(item), () => handle(item)),
  })
