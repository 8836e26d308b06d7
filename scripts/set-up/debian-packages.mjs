import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './run-quietly.mjs'

/**
 * A way to fetch Debian packages into `folder` without root: with the system's package lists, else with lists of our own.
 * @param {string} folder
 */
export const debianPackages = (folder) => {
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true })
  mkdirSync(join(folder, 'cache', 'archives', 'partial'), { recursive: true })
  // As root, apt would fetch as another user, who may not write here.
  const asOurselves = ['-q', '-o', 'APT::Sandbox::User=root']
  const ownLists = ['-o', `Dir::State::Lists=${join(folder, 'lists')}`, '-o', `Dir::Cache=${join(folder, 'cache')}`]
  const aptGet = (...args) => runQuietly('apt-get', [...asOurselves, ...args], { cwd: folder })
  let lists = []

  const fetch = async (names) => {
    const first = await aptGet(...lists, 'download', ...names)
    if (first.ok || lists.length > 0) return first
    lists = ownLists
    await aptGet(...lists, 'update')
    return aptGet(...lists, 'download', ...names)
  }

  const files = () => readdirSync(folder).filter((name) => name.endsWith('.deb'))
  return { fetch, files: () => files().map((name) => join(folder, name)) }
}
