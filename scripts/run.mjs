// Sets up what is missing, then runs a file of this project, or a program of its npm packages, with Node 24:
//   node scripts/run.mjs [--redis] [--browser] FILE.ts|PROGRAM [ARGS…]
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runToEnd } from './run-to-end.mjs'
import { project } from './set-up/project.mjs'
import { orExplain, setUp } from './set-up.mjs'

const own = ['--redis', '--browser']
const given = process.argv.slice(2)
const programAt = given.findIndex((word) => !own.includes(word))
if (programAt === -1) {
  process.stderr.write('usage: node scripts/run.mjs [--redis] [--browser] FILE.ts|PROGRAM [ARGS...]\n')
  process.exit(2)
}
const asked = given.slice(0, programAt)
const [program, ...args] = given.slice(programAt)

const fileOf = (name) => {
  const file = name.endsWith('.ts') ? join(project, name) : join(project, 'node_modules', '.bin', name)
  if (existsSync(file)) return realpathSync(file)
  process.stderr.write(`There is no ${name} in this project.\n`)
  return process.exit(2)
}

const node = await setUp({ redis: asked.includes('--redis'), browser: asked.includes('--browser') }).catch(orExplain)
// Programs started further down find the same Node.
const PATH = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter)
runToEnd(node, [fileOf(program), ...args], { ...process.env, PATH })
