import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

const patienceMs = 30_000
const shownLines = 5

/** The port that a bot found for itself, from the line of its log that says that it is ready. Throws with its last lines. */
export const readyPort = (child: ChildProcess, logFile: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const last: string[] = []
    const fail = (what: string): void => reject(new Error([`the bot ${what}; see ${logFile}`, ...last].join('\n')))
    const late = setTimeout(() => fail(`is not ready after ${patienceMs / 1_000} s`), patienceMs)
    child.once('close', (code) => {
      clearTimeout(late)
      fail(`ended with code ${code}`)
    })
    if (child.stderr === null) return
    createInterface({ input: child.stderr }).on('line', (line) => {
      last.push(line)
      last.splice(0, last.length - shownLines)
      const port = /"port":(\d+).*"msg":"ready"/.exec(line)?.[1]
      if (port === undefined) return
      clearTimeout(late)
      resolve(Number(port))
    })
  })
