import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { toolsFolder } from './project.mjs'
import { say } from './say.mjs'
import { SetUpProblem } from './set-up-problem.mjs'

const file = join(toolsFolder, 'set-up.lock')
const patienceMs = 15 * 60_000
const me = `${process.pid} ${Math.random()}`

const holder = () => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const isAlive = (held) => {
  try {
    process.kill(Number.parseInt(held, 10), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const take = async () => {
  try {
    writeFileSync(file, me, { flag: 'wx' })
  } catch {
    return false
  }
  // Somebody who is clearing away a dead holder's file may just have removed ours.
  await wait(50)
  return holder() === me
}

const clearAwayTheDead = () => {
  const held = holder()
  if (held !== undefined && held !== '' && !isAlive(held)) rmSync(file, { force: true })
}

/**
 * Runs `work` while no other set-up of this project does; waits for it, up to 15 minutes.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const oneAtATime = async (work) => {
  mkdirSync(toolsFolder, { recursive: true })
  const until = Date.now() + patienceMs
  for (let told = false; !(await take()); told = true) {
    if (!told) say('waiting for another set-up of this project')
    if (Date.now() > until) throw new SetUpProblem(`Another set-up holds ${file}. If none runs, remove that file.`)
    clearAwayTheDead()
    await wait(200)
  }
  try {
    return await work()
  } finally {
    if (holder() === me) rmSync(file, { force: true })
  }
}
