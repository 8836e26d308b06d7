import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { findOnPath } from './find-on-path.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say } from './say.mjs'
import { SetUpProblem } from './set-up-problem.mjs'

const policy = '/usr/sbin/policy-rc.d'

export const findChromium = () => findOnPath('chromium', 'chromium-browser', 'google-chrome')

/** Keeps packages from starting services while `work` runs: Debian's own way. A policy that is already there stays. */
const withoutServices = async (work) => {
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await work()
  } finally {
    if (ours) rmSync(policy, { force: true })
  }
}

const aptGet = (...args) =>
  runQuietly('apt-get', ['-q', '-y', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })

/** Installs Debian's Chromium on the system; needs root. */
export const installChromium = async () => {
  const help = 'Install it (Debian: sudo apt-get install chromium fonts-noto-color-emoji), then run this again.'
  const mayInstall = process.getuid?.() === 0 && findOnPath('apt-get') !== undefined
  if (!mayInstall) throw new SetUpProblem(`Chromium is needed for the browser test and the screenshots. ${help}`)
  say('installing Chromium (once, a minute or two)')
  await aptGet('update')
  const packages = ['--no-install-recommends', 'chromium', 'fonts-noto-color-emoji', 'fonts-dejavu-core']
  const { ok, output } = await withoutServices(() => aptGet('install', ...packages))
  if (!ok) throw new SetUpProblem(`Chromium could not be installed. ${help}\n${output}`)
}
