import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse as parseYaml, stringify } from 'yaml'
import { slackManifest } from '../slack/slack-manifest.ts'
import { failure } from './failure.ts'
import { manifestTeams } from './manifest-teams.ts'
import { reasonOf } from './reason-of.ts'
import { usageProblem } from './usage.ts'

const usage = 'manifest slack [--url https://HOST] [-o FILE] | manifest teams --url https://HOST -o FILE'

const template = new URL('../../manifests/slack.yaml', import.meta.url)

interface Asked {
  readonly platform: 'slack' | 'teams'
  readonly url?: string
  readonly out?: string
}

const read = (args: readonly string[]): Asked | string => {
  try {
    const options = { url: { type: 'string' }, output: { type: 'string', short: 'o' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [platform] = positionals
    if (positionals.length !== 1 || (platform !== 'slack' && platform !== 'teams'))
      return 'Say for which platform: slack or teams.'
    const { url, output: out } = values
    return { platform, ...(url === undefined ? {} : { url }), ...(out === undefined ? {} : { out }) }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'That is not an option.'
  }
}

/** Slack and Teams call public addresses by https only; what follows the host is ours. */
const originOf = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined
  const { protocol, origin, pathname } = new URL(url)
  return protocol === 'https:' && ['/', '/slack/events', '/api/messages'].includes(pathname) ? origin : undefined
}

const write = async (text: string, file: string | undefined): Promise<number> => {
  if (file === undefined) {
    process.stdout.write(text)
    return 0
  }
  try {
    await writeFile(file, text)
    return 0
  } catch (error) {
    return failure(`${file} cannot be written: ${reasonOf(error, 'write')}.`)
  }
}

/**
 * `manifest slack [--url https://HOST] [-o FILE]`: a manifest ready to upload, as YAML. With `--url` for signed HTTP,
 * without it for Socket Mode. `manifest teams --url … -o FILE`: the zip with both icons. Exit codes: 0 done, 1 the file cannot be written, 2 wrong usage.
 */
export const manifest = async (args: string[]): Promise<number> => {
  const asked = read(args)
  if (typeof asked === 'string') return usageProblem(asked, usage)
  const origin = asked.url === undefined ? undefined : originOf(asked.url)
  if (asked.url !== undefined && origin === undefined)
    return usageProblem(`--url must be an https address without a path; ${asked.url} is not.`, usage)
  if (asked.platform === 'teams') return manifestTeams(origin, asked.out)
  const source: unknown = parseYaml(await readFile(template, 'utf8'))
  return write(stringify(slackManifest(source, origin), { lineWidth: 120 }), asked.out)
}
