import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { project } from './project.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say } from './say.mjs'
import { SetUpProblem } from './set-up-problem.mjs'

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(join(project, file), 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

// npm's record of what it installed says nothing about what was deleted since.
const isThere = (path) => existsSync(join(project, path, 'package.json'))

/** Whether node_modules holds every package of the lock file in its version: by npm's own record, and in its folder. */
export const packagesAreInstalled = () => {
  const installed = packagesOf('node_modules/.package-lock.json')
  const wanted = Object.entries(packagesOf('package-lock.json')).filter(([path]) => path !== '')
  return wanted.every(([path, { version, optional }]) =>
    installed[path] === undefined ? optional === true : installed[path].version === version && isThere(path),
  )
}

// The npm that is running us should not be run by a Node that it is about to replace.
const pathWithoutOurs = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(project, 'node_modules')))
    .join(delimiter)

/**
 * Installs what the lock file names. `npm ci` is stricter, but refuses to work where a registry lacks packages for other
 * systems than this one; `--no-save` keeps to the lock file and leaves it as it is.
 */
export const installPackages = async () => {
  say('installing npm packages (once, a minute or so)')
  const args = ['install', '--no-save', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error']
  const { ok, output } = await runQuietly('npm', args, {
    cwd: project,
    env: { ...process.env, PATH: pathWithoutOurs() },
  })
  if (!ok) throw new SetUpProblem(`npm could not install the packages:\n${output}`)
}
