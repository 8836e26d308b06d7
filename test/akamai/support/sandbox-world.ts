import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { type AccountAccess, type AkamaiOptions, createAkamai } from '../../../src/akamai/akamai-accounts.ts'
import { readCredential } from '../../../src/akamai/credentials.ts'
import type { Sandbox } from '../../../src/sandbox/start-sandbox.ts'
import { wallClock } from './akamai-for.ts'
import { keepLog } from './logged.ts'

/** The credential that the sandbox printed for a section. */
export const sandboxCredential = (sandbox: Sandbox, section: string) => {
  const edgercText = readFileSync(sandbox.akamai.edgerc, 'utf8')
  const read = readCredential({ section, edgercText, edgercPath: sandbox.akamai.edgerc, env: {} })
  if (!read.ok) throw new Error(read.problem.sentence)
  return read.credential
}

/** Our client against the sandbox, with the accounts `acme` and `globex`; closed when the test is over. */
export const clientOf = (
  sandbox: Sandbox,
  access: Partial<AccountAccess> = {},
  options: Partial<AkamaiOptions> = {},
) => {
  const log = keepLog()
  const production = sandboxCredential(sandbox, 'default')
  const acme: AccountAccess = { name: 'acme', credentials: { production }, generation: 'auto-refreshing', ...access }
  const globex: AccountAccess = {
    ...acme,
    name: 'globex',
    accountSwitchKey: 'F-AC-7654321:1-SANDBOX',
    generation: 'expiring',
  }
  const akamai = createAkamai({
    accounts: [acme, globex],
    clock: wallClock,
    log,
    ...options,
    http: { baseUrl: sandbox.akamai.url, ...options.http },
  })
  onTestFinished(() => akamai.close())
  return { akamai, log, ...akamai.of('acme') }
}

/** One of the sandbox's controls; gives its answer. */
export const control = async (sandbox: Sandbox, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(sandbox.control.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
