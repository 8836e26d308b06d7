import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { debianPackages } from './debian-packages.mjs'
import { runQuietly } from './run-quietly.mjs'

// Debian's redis-server package holds only a link to this program and a service; the program itself is here.
const program = 'redis-tools'

const wrapper = (libraries) => `#!/bin/sh
here=$(CDPATH= cd -- "\${0%/*}" && pwd) || exit 1
LD_LIBRARY_PATH="$here/${libraries}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/usr/bin/redis-server" "$@"
`

const isInstalled = async (name) => {
  const { ok, output } = await runQuietly('dpkg-query', ['--status', name])
  return ok && output.includes('Status: install ok installed')
}

/** The libraries that the package needs and this system lacks, by its own list; the C library is always there. */
const missingLibraries = async (file) => {
  const { output } = await runQuietly('dpkg-deb', ['-f', file, 'Depends'])
  const names = output.split(',').map((one) => one.trim().split(/[\s(|:]/)[0])
  const missing = await Promise.all(names.map(async (name) => ((await isInstalled(name)) ? [] : [name])))
  return missing.flat().filter((name) => name.startsWith('lib') && name !== 'libc6')
}

const fetchAll = async (packages) => {
  const first = await packages.fetch([program])
  if (!first.ok) return first
  const libraries = await missingLibraries(packages.files()[0])
  return libraries.length === 0 ? first : packages.fetch(libraries)
}

const librariesFolder = (root) => {
  const folder = join(root, 'usr', 'lib')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return join('usr', 'lib', names.find((name) => name.includes('-linux-')) ?? '')
}

const finish = async (root) => {
  // The program looks at the name that it is called by.
  if (!existsSync(join(root, 'usr/bin/redis-server')))
    symlinkSync('redis-check-rdb', join(root, 'usr/bin/redis-server'))
  const start = join(root, 'redis-server')
  writeFileSync(start, wrapper(librariesFolder(root)))
  chmodSync(start, 0o755)
  return runQuietly(start, ['--version'], { timeoutMs: 10_000 })
}

const build = async (work) => {
  const packages = debianPackages(join(work, 'packages'))
  const fetched = await fetchAll(packages)
  if (!fetched.ok) return fetched
  for (const file of packages.files()) {
    const unpacked = await runQuietly('dpkg-deb', ['-x', file, join(work, 'root')])
    if (!unpacked.ok) return unpacked
  }
  return finish(join(work, 'root'))
}

/**
 * Fetches Debian's Redis and the libraries it lacks here and unpacks them into `folder`, all or nothing.
 * `folder/redis-server` starts it, also after the folder was moved.
 * @param {string} folder
 * @returns {Promise<{ ok: boolean, output: string }>} `output` explains a failure
 */
export const unpackDebianRedis = async (folder) => {
  const work = `${folder}.new`
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    const built = await build(work)
    if (!built.ok) return { ok: false, output: built.output.split('\n').at(-1) ?? '' }
    rmSync(folder, { recursive: true, force: true })
    renameSync(join(work, 'root'), folder)
    return built
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
