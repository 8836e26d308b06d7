import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isAlive } from '../setup/is-alive.ts'
import { projectCopy } from './project-copy.ts'

let project: Awaited<ReturnType<typeof projectCopy>>

beforeEach(async () => {
  project = await projectCopy()
})
afterEach(() => project.remove())

test('arguments, standard output and the exit code pass through', async () => {
  await project.write(
    'src/say.ts',
    'const words: string[] = process.argv.slice(2); console.log(words); process.exit(7)',
  )
  expect(await project.node('scripts/run.mjs', 'src/say.ts', '--redis', 'two words')).toEqual({
    code: 7,
    out: "[ '--redis', 'two words' ]\n",
    err: '',
  })
})

test('a program of the npm packages runs by its name, with the same Node before all others on PATH', async () => {
  await project.write('node_modules/.bin/tool', 'console.log(process.execPath, process.env.PATH)')
  const { out } = await project.node('scripts/run.mjs', 'tool')
  const [node, path] = out.trim().split(' ')
  expect(node).toBe(process.execPath)
  expect(path?.startsWith(`${process.execPath.replace(/\/node$/, '')}:`)).toBe(true)
})

test('what does not exist is refused in a sentence', async () => {
  const ended = await project.node('scripts/run.mjs', 'src/nothing.ts')
  expect(ended).toEqual({ code: 2, out: '', err: 'There is no src/nothing.ts in this project.\n' })
  expect(await project.node('scripts/run.mjs')).toMatchObject({ code: 2 })
})

test('a program that is killed counts as failed, with the shell’s number', async () => {
  await project.write('src/die.ts', "process.kill(process.pid, 'SIGKILL')")
  expect(await project.node('scripts/run.mjs', 'src/die.ts')).toMatchObject({ code: 137 })
})

const server = `
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => setTimeout(() => { console.log('ended by', signal); process.exit(3) }, 100))
  }
  console.log(process.pid)
  setInterval(() => {}, 1000)
`

const line = async (child: ChildProcess): Promise<string> => {
  const [chunk] = child.stdout === null ? [''] : await once(child.stdout, 'data')
  return String(chunk).trim()
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s reaches the program, which may end in its own time',
  async (signal) => {
    await project.write('src/serve.ts', server)
    const child = spawn(process.execPath, ['scripts/run.mjs', 'src/serve.ts'], {
      cwd: project.root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pid = Number(await line(child))
    const [said, [code]] = await Promise.all([line(child), once(child, 'exit'), child.kill(signal)])
    expect(said).toBe(`ended by ${signal}`)
    expect(code).toBe(3)
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false))
  },
)

test('when npm is killed, the program is told to end', async () => {
  await project.write('src/serve.ts', server)
  // A shell that waits stands for npm.
  const npm = spawn('/bin/sh', ['-c', `${process.execPath} scripts/run.mjs src/serve.ts; true`], {
    cwd: project.root,
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await line(npm))
  const [said] = await Promise.all([line(npm), npm.kill('SIGKILL')])
  expect(said).toBe('ended by SIGTERM')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false))
})
