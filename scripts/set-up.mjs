// Puts everything in place that the project needs to run from a fresh clone. Runs on any Node from 20 on and without packages.
//   node scripts/set-up.mjs [--redis] [--browser]
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findChromium, installChromium } from './set-up/chromium.mjs'
import { findNode, noNode } from './set-up/find-node.mjs'
import { oneAtATime } from './set-up/one-at-a-time.mjs'
import { installPackages, packagesAreInstalled } from './set-up/packages.mjs'
import { findRedis, installRedis } from './set-up/redis.mjs'
import { SetUpProblem } from './set-up/set-up-problem.mjs'

/** Each: what must be there, and how to get it. In this order. */
const needs = ({ redis, browser }) => [
  { isThere: () => packagesAreInstalled() && findNode() !== undefined, get: installPackages },
  ...(redis ? [{ isThere: () => findRedis() !== undefined, get: installRedis }] : []),
  ...(browser ? [{ isThere: () => findChromium() !== undefined, get: installChromium }] : []),
]

/**
 * Gets what is missing; quick when nothing is. Safe to run twice at once.
 * @param {{ redis?: boolean, browser?: boolean }} [what]
 * @returns {Promise<string>} the path of a Node 24
 * @throws {SetUpProblem} with a message for the reader
 */
export const setUp = async (what = {}) => {
  const missing = needs(what).filter(({ isThere }) => !isThere())
  if (missing.length > 0) {
    await oneAtATime(async () => {
      // Another set-up may have got it while we waited.
      for (const { isThere, get } of missing) if (!isThere()) await get()
    })
  }
  const node = findNode()
  if (node === undefined) throw noNode()
  return node
}

/** Shows a problem of set-up as its message alone. Anything else is a surprise and keeps its stack trace. */
export const orExplain = (error) => {
  if (!(error instanceof SetUpProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

if (fileURLToPath(import.meta.url) === realpathSync(process.argv[1] ?? '.')) {
  const asked = process.argv.slice(2)
  await setUp({ redis: asked.includes('--redis'), browser: asked.includes('--browser') }).catch(orExplain)
}
