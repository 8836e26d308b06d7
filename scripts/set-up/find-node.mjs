import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { project } from './project.mjs'
import { SetUpProblem } from './set-up-problem.mjs'

const needed = 24

const majorOf = (version) => Number.parseInt(version.replace(/^v/, ''), 10)

const isNewEnough = (program) => {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  return status === 0 && majorOf(stdout) >= needed
}

/** The Node 24 (or newer) to run the project with: the one that is running, else the one among the npm packages. */
export const findNode = () => {
  if (majorOf(process.version) >= needed) return process.execPath
  const ours = join(project, 'node_modules', '.bin', 'node')
  return isNewEnough(ours) ? ours : undefined
}

export const noNode = () =>
  new SetUpProblem(
    `Node ${needed} or newer is needed, this is ${process.version}. It comes with the npm packages on Linux (x64 and arm64): ` +
      'run `npm run set-up`. Elsewhere install it from https://nodejs.org.',
  )
