import { type AccountAccess, createAkamai } from '../../akamai/akamai-accounts.ts'
import type { Credential } from '../../akamai/credentials/credential.ts'
import type { Config } from '../../config/config.ts'
import type { Log } from '../../core/ports/log.ts'
import type { OutsideFailure } from '../../core/ports/outside-failure.ts'
import { outsideFailureOf } from '../../core/token/outside-failure-of.ts'
import type { Outgoing } from '../../web/outgoing.ts'
import { type AccessRead, readAccountAccess } from '../account-access.ts'
import { type Duty, grantFindings } from './akamai-grants.ts'
import { checkClock } from './clock-skew.ts'
import { type Finding, fail, ok } from './finding.ts'

/** What the Akamai checks take. */
export interface AkamaiTools {
  readonly config: Pick<Config, 'accounts' | 'akamai'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly outgoing: Outgoing
  readonly log: Log
}

const adviceFor: Readonly<Record<OutsideFailure['who'], string>> = {
  retry: 'Try again in a minute; if it stays so, look at the network and at Akamai’s status page.',
  stop: 'Compare the account and the accountSwitchKey of the configuration with what this client manages.',
  operator: 'Mend what the sentence names in Akamai Control Center or in the .edgerc.',
}

const failed = (check: string, error: unknown): Finding => {
  const failure = outsideFailureOf(error)
  if (failure === undefined) throw error
  return fail(check, failure.message, adviceFor[failure.who])
}

/** One API client by itself: who it is, asked with the account's own switch key. */
const checkClient = async (
  access: AccountAccess,
  credential: Credential,
  duty: Duty,
  tools: AkamaiTools,
): Promise<Finding[]> => {
  const check = `akamai ${access.name} [${credential.section}]`
  const { baseUrl } = tools.config.akamai
  const akamai = createAkamai({
    accounts: [{ ...access, credentials: { production: credential } }],
    clock: { now: Date.now },
    log: tools.log,
    http: { dispatcher: tools.outgoing.dispatcher, budgetMs: 20_000, ...(baseUrl === undefined ? {} : { baseUrl }) },
  })
  try {
    const { edgeKv, edgeWorkers } = akamai.of(access.name)
    const [tokens, workers] = await Promise.all([edgeKv.listGroups(), edgeWorkers.listGroups()])
    const listed = await edgeKv.listTokens()
    const seen = ok(check, `Akamai knows this client; it sees ${listed.length} token(s).`)
    return [seen, ...grantFindings(check, duty, { tokens, edgeWorkers: workers })]
  } catch (error) {
    return [failed(check, error)]
  } finally {
    await akamai.close()
  }
}

const checkAccount = async (read: AccessRead, tools: AkamaiTools): Promise<Finding[]> => {
  if (!read.ok) {
    return read.problems.map(({ account, section, sentence, advice }) =>
      fail(`akamai ${account} [${section}]`, sentence, advice),
    )
  }
  const { access } = read
  const { production, staging } = access.credentials
  const url = tools.config.akamai.baseUrl ?? `https://${production.host}`
  const clock = await checkClock(`clock ${access.name}`, url, tools.outgoing)
  // Without a connection every further check would only wait and say so again.
  if (clock.status === 'fail' && clock.sentence.includes('reached')) return [clock]
  const duty: Duty = staging === undefined ? 'everything' : 'all-but-staging'
  const main = await checkClient(access, production, duty, tools)
  const second = staging === undefined ? [] : await checkClient(access, staging, 'staging', tools)
  return [clock, ...main, ...second]
}

/** Every account: its API clients, their grants, and the clock. */
export const checkAkamai = async (tools: AkamaiTools): Promise<Finding[]> => {
  const reads = readAccountAccess(tools.config, tools.env)
  return (await Promise.all(reads.map((read) => checkAccount(read, tools)))).flat()
}
