import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectCopy } from './project-copy.ts'

let project: Awaited<ReturnType<typeof projectCopy>>

beforeEach(async () => {
  project = await projectCopy()
})
afterEach(() => project.remove())

const setUp = (...flags: string[]) => project.node('scripts/set-up.mjs', ...flags)

/** Programs that do what Debian's do, to packages that hold a shell script. */
const debian = async (): Promise<void> => {
  await project.program(
    'apt-get',
    'for name; do case $name in redis-tools|lib*) sleep 0.3; touch "$name.deb";; esac; done',
  )
  await project.program('dpkg-query', '[ "$2" = libsystemd0 ] && echo "Status: install ok installed"')
  await project.program(
    'dpkg-deb',
    `case $1 in
      -f) echo "libatomic1 (>= 4.8), libc6 (>= 2.36), libsystemd0, libssl3 (>= 3.0.0) | libssl1.1";;
      -x) mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"
          printf '#!/bin/sh\\necho "\${0##*/} $LD_LIBRARY_PATH $*"\\n' > "$3/usr/bin/redis-check-rdb"
          chmod 755 "$3/usr/bin/redis-check-rdb";;
    esac`,
  )
}

test('where everything is there, nothing is done and nothing is said', async () => {
  await project.program('redis-server', '')
  await project.program('chromium', '')
  expect(await setUp('--redis', '--browser')).toEqual({ code: 0, out: '', err: '' })
  expect(await project.calls()).toEqual([])
  expect(existsSync(join(project.root, '.tools'))).toBe(false)
})

test('Redis is unpacked from Debian with the libraries that are missing, and installed nowhere', async () => {
  await debian()
  expect(await setUp('--redis')).toMatchObject({ code: 0, out: '' })
  const downloads = (await project.calls()).filter((call) => call.startsWith('apt-get'))
  expect(downloads.map((call) => call.replace(/.* download/, 'download'))).toEqual([
    'download redis-tools',
    'download libatomic1 libssl3',
  ])
  expect(await readdir(join(project.root, '.tools'))).toEqual(['redis'])
})

test('what was unpacked starts as a Redis server with its own libraries, also after the folder moved', async () => {
  await debian()
  await setUp('--redis')
  const server = join(project.root, '.tools/redis/redis-server')
  const script = `console.log(require('child_process').execFileSync(${JSON.stringify(server)}, ['--port', '1']).toString())`
  const { out } = await project.node('-e', script)
  expect(out.trim()).toBe(`redis-server ${join(project.root, '.tools/redis/usr/lib/x86_64-linux-gnu')} --port 1`)
})

test('three at once do the work once, and all three succeed', async () => {
  await debian()
  const codes = (await Promise.all([setUp('--redis'), setUp('--redis'), setUp('--redis')])).map(({ code }) => code)
  expect(codes).toEqual([0, 0, 0])
  expect((await project.calls()).filter((call) => call.endsWith('download redis-tools'))).toHaveLength(1)
})

test('a set-up that was killed does not stand in the way of the next', async () => {
  await debian()
  await project.write('.tools/set-up.lock', '4194304 0.5')
  await project.write('.tools/redis.new/packages/half.deb', 'half')
  expect(await setUp('--redis')).toMatchObject({ code: 0 })
  expect(await readdir(join(project.root, '.tools'))).toEqual(['redis'])
})

test('a failed download is explained in sentences, with what to do, and leaves nothing half done', async () => {
  await debian()
  await project.program('apt-get', 'echo "E: Unable to fetch some archives"; exit 100')
  const { code, err } = await setUp('--redis')
  expect(code).toBe(1)
  expect(err).toContain('E: Unable to fetch some archives')
  expect(err).toContain('sudo apt-get install redis-server')
  expect(err).not.toMatch(/^\s+at /m)
  expect(await readdir(join(project.root, '.tools'))).toEqual([])
})

test('without the system package lists it makes its own, which needs no root', async () => {
  await debian()
  await project.program(
    'apt-get',
    `case "$*" in
      *Dir::State::Lists*update) ;;
      *Dir::State::Lists*) for name; do case $name in redis-tools|lib*) touch "$name.deb";; esac; done;;
      *) echo "E: Unable to locate package"; exit 100;;
    esac`,
  )
  expect(await setUp('--redis')).toMatchObject({ code: 0 })
})

test('on a system without apt the message names the command for each system', async () => {
  const { code, err } = await setUp('--redis')
  expect(code).toBe(1)
  for (const command of ['apt-get install', 'dnf install', 'pacman -S', 'apk add', 'brew install']) {
    expect(err).toContain(command)
  }
})

const npm = `mkdir -p node_modules/a
  echo '{}' > node_modules/a/package.json
  echo '{"packages":{"node_modules/a":{"version":"1.0.1"}}}' > node_modules/.package-lock.json`

test.each([
  ['missing', undefined],
  ['of another version', { packages: { 'node_modules/a': { version: '1.0.0' } } }],
  ['recorded by npm, but deleted', { packages: { 'node_modules/a': { version: '1.0.1' } } }],
])('packages that are %s are installed by the lock file, without scripts', async (_, installed) => {
  await project.wanted({ '': {}, 'node_modules/a': { version: '1.0.1' } })
  if (installed !== undefined) await project.write('node_modules/.package-lock.json', JSON.stringify(installed))
  await project.program('npm', npm)
  expect(await setUp()).toMatchObject({ code: 0, out: '' })
  expect(await setUp()).toEqual({ code: 0, out: '', err: '' })
  const calls = await project.calls()
  expect(calls).toHaveLength(1)
  expect(calls[0]).toContain('npm install --no-save --ignore-scripts')
})

test('packages for other systems may be missing', async () => {
  await project.wanted({ '': {}, 'node_modules/b': { version: '2.0.0', optional: true } })
  expect(await setUp()).toEqual({ code: 0, out: '', err: '' })
})

test('what npm says is shown when it fails', async () => {
  await project.wanted({ '': {}, 'node_modules/a': { version: '1.0.1' } })
  await project.program('npm', 'echo "npm error code ENOTFOUND" >&2; exit 1')
  const { code, err } = await setUp()
  expect(code).toBe(1)
  expect(err).toContain('npm error code ENOTFOUND')
})
