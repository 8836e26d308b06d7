import { test } from 'vitest'
import { playsOfRivals } from './model/commands.ts'
import { runAll, timeout } from './model/run-all.ts'

const ofRivals = ['queued for a lock', 'refreshing-token', 'refreshed', 'created']
const asked = ['same-token', 'same-edgeworker', 'revoke', 'refresh', 'create', 'retry'].map(
  (kind) => `asked for ${kind}`,
)

test(
  'whatever others want of the same tokens and EdgeWorkers meanwhile, no rule is broken, and everything ends',
  () => runAll(playsOfRivals, [...ofRivals, ...asked]),
  timeout,
)
