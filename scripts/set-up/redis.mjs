import { join } from 'node:path'
import { findOnPath, isProgram } from './find-on-path.mjs'
import { toolsFolder } from './project.mjs'
import { say } from './say.mjs'
import { SetUpProblem } from './set-up-problem.mjs'
import { unpackDebianRedis } from './unpack-debian-redis.mjs'

/** The Redis server that a private Redis is started from: from PATH, else our own. src/sandbox/redis looks in the same places. */
export const findRedis = () => {
  const ours = join(toolsFolder, 'redis', 'redis-server')
  return findOnPath('valkey-server', 'redis-server') ?? (isProgram(ours) ? ours : undefined)
}

const help = (reason) =>
  new SetUpProblem(
    [
      `A Redis server is needed, and ${reason}. Install one, then run this again:`,
      '  Debian, Ubuntu   sudo apt-get install redis-server',
      '  Fedora, RHEL     sudo dnf install valkey',
      '  Arch             sudo pacman -S valkey',
      '  Alpine           sudo apk add valkey',
      '  macOS            brew install valkey',
      'It need not run: the project starts its own, on a free port.',
    ].join('\n'),
  )

/** Unpacks Debian's Redis into this project's ignored folder, without root; installs nothing on the system. */
export const installRedis = async () => {
  if (findOnPath('apt-get') === undefined || findOnPath('dpkg-deb') === undefined) throw help('none is on the PATH')
  say('unpacking a private Redis server (once, a few seconds)')
  const { ok, output } = await unpackDebianRedis(join(toolsFolder, 'redis'))
  if (!ok) throw help(`it could not be fetched from this system's package archive (${output})`)
}
