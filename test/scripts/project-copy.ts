import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url))

/** How a program ended, and what it said. */
export type Ended = { code: unknown; out: string; err: string }

/** A folder with this project's scripts and a PATH of its own, on which programs can be placed. */
export const projectCopy = async () => {
  const root = await mkdtemp(join(tmpdir(), 'edgekv-chatops-project-'))
  await cp(scripts, join(root, 'scripts'), { recursive: true })
  await mkdir(join(root, 'bin'))

  const write = async (file: string, text: string, mode = 0o644): Promise<void> => {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text, { mode })
  }
  const wanted = (packages: Record<string, object>) => write('package-lock.json', JSON.stringify({ packages }))
  await wanted({ '': {} })

  return {
    root,
    write,
    /** What the lock file names. */
    wanted,
    /** Puts a shell script on PATH; it appends its arguments to the log of calls first. */
    program: (name: string, script: string) =>
      write(`bin/${name}`, `#!/bin/sh\nPATH=/usr/bin:/bin\necho "${name} $*" >> ${root}/calls\n${script}\n`, 0o755),
    calls: async (): Promise<string[]> => {
      const text = await readFile(join(root, 'calls'), 'utf8').catch(() => '')
      return text.split('\n').filter((line) => line !== '')
    },
    node: async (...args: string[]): Promise<Ended> => {
      const env = { PATH: join(root, 'bin'), HOME: root, TMPDIR: tmpdir() }
      const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
      const said = { out: '', err: '' }
      child.stdout.on('data', (chunk) => (said.out += chunk))
      child.stderr.on('data', (chunk) => (said.err += chunk))
      const [code] = await once(child, 'close')
      return { code, ...said }
    },
    remove: () => rm(root, { recursive: true, force: true }),
  }
}
