import { readFileSync } from 'node:fs'
import type { AccountAccess } from '../akamai/akamai-accounts.ts'
import type { Credential } from '../akamai/credentials/credential.ts'
import { readCredential } from '../akamai/credentials.ts'
import type { Account, Config } from '../config/config.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A credential that cannot be used: which account wants it, what is wrong, and what to do. */
interface AccessProblem {
  readonly account: string
  readonly section: string
  readonly sentence: string
  readonly advice: string
}

export type AccessRead =
  | { readonly ok: true; readonly access: AccountAccess }
  | { readonly ok: false; readonly problems: readonly AccessProblem[] }

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

type Reading = (section: string) => ReturnType<typeof readCredential>

const accessOf = (account: Account, read: Reading): AccessRead => {
  const { production, staging } = account.credentials
  const sections = [production, ...(staging === undefined ? [] : [staging])]
  const credentials: Credential[] = []
  const problems: AccessProblem[] = []
  for (const section of sections) {
    const got = read(section)
    if (got.ok) credentials.push(got.credential)
    else problems.push({ account: account.name, section, ...got.problem })
  }
  const [main, second] = credentials
  if (problems.length > 0 || main === undefined) return { ok: false, problems }
  return {
    ok: true,
    access: {
      name: account.name,
      generation: account.generation,
      credentials: { production: main, ...(second === undefined ? {} : { staging: second }) },
      ...(account.accountSwitchKey === undefined ? {} : { accountSwitchKey: account.accountSwitchKey }),
    },
  }
}

/** The API clients of every configured account, from the environment or the .edgerc, in the order of the configuration. */
export const readAccountAccess = (config: Pick<Config, 'accounts' | 'akamai'>, env: Env): readonly AccessRead[] => {
  const { edgercPath } = config.akamai
  const edgercText = textOf(edgercPath)
  return config.accounts.map((account) =>
    accessOf(account, (section) => readCredential({ section, edgercText, edgercPath, env })),
  )
}
