import { readFile, writeFile } from 'node:fs/promises'
import { teamsPackage } from '../teams/teams-package.ts'
import { failure } from './failure.ts'
import { reasonOf } from './reason-of.ts'
import { usageProblem } from './usage.ts'

const usage = 'manifest teams --url https://HOST -o FILE   (with TEAMS_APP_ID set)'
const template = new URL('../../manifests/teams/manifest.json', import.meta.url)
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `manifest teams`: the zip for Teams. 0 done, 1 there is no app id, or the file cannot be written, 2 wrong usage. */
export const manifestTeams = async (origin: string | undefined, file: string | undefined): Promise<number> => {
  const appId = process.env['TEAMS_APP_ID'] ?? ''
  if (origin === undefined) return usageProblem('Say with --url where the bot can be reached.', usage)
  if (file === undefined) return usageProblem('Say with -o where the zip goes.', usage)
  if (!guid.test(appId)) return failure('TEAMS_APP_ID must hold the id of the app registration.')
  const source: unknown = JSON.parse(await readFile(template, 'utf8'))
  try {
    await writeFile(file, teamsPackage(source, appId, origin))
    return 0
  } catch (error) {
    return failure(`${file} cannot be written: ${reasonOf(error, 'write')}.`)
  }
}
