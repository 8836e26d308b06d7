import { execFile } from 'node:child_process'
import type { Ran } from './run-cli.ts'

const cli = new URL('../../src/cli/', import.meta.url)

/** Runs one verb's file by itself, as the command line does once it has found it. */
export const runVerb = (file: string, name: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const code = `import { ${name} } from '${new URL(file, cli)}'; process.exitCode = await ${name}(process.argv.slice(1))`
    const child = execFile(process.execPath, ['--input-type=module', '-e', code, '--', ...args], (_, out, err) => {
      resolve({ code: child.exitCode, out, err })
    })
  })
