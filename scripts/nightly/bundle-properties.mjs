// The property tests of token files with a hundred thousand cases each instead of the two thousand of `npm test`, and
// ten thousand mutated archives instead of one thousand.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const run = fileURLToPath(new URL('../run.mjs', import.meta.url))
const env = { EDGEKV_CHATOPS_PROPERTY_RUNS: '100000', ...process.env }
const ran = spawnSync(process.execPath, [run, 'vitest', 'run', 'test/core/bundle'], {
  stdio: 'inherit',
  env,
})
process.exitCode = ran.status ?? 1
