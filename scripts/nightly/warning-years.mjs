// Ten simulated years with a thousand tokens at a time, beside the rule `days == threshold` on the same trace.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const run = fileURLToPath(new URL('../run.mjs', import.meta.url))
const env = { ...process.env, EDGEKV_CHATOPS_WARNING_YEARS: '10' }
const ran = spawnSync(process.execPath, [run, 'vitest', 'run', 'test/core/warning/ten-years.test.ts'], {
  stdio: 'inherit',
  env,
})
process.exitCode = ran.status ?? 1
