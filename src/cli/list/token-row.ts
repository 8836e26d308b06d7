import type { Config } from '../../config/config.ts'
import { ownerOfToken } from '../../core/chat/sight.ts'
import type { Finding } from '../../core/inventory/findings/finding.ts'
import { findingsOf } from '../../core/inventory/findings/findings-of.ts'
import type { Inventory, InventoryToken } from '../../core/inventory/inventory.ts'
import { ownedIn } from '../../core/inventory/owned.ts'
import { usageIndex } from '../../core/inventory/usages-of-token.ts'
import { generationOf } from '../../core/token/token.ts'
import { daysLeft } from '../../core/token/token-dates.ts'

/** One token as `list` tells it; `--json` prints these, and the CSV has a column for each. Never a value. */
export interface TokenRow {
  readonly account: string
  readonly token: string
  readonly owner: string
  readonly generation: 'expiring' | 'auto-refreshing'
  /** `YYYY-MM-DD`; auto-refreshing tokens have none, nor days left. */
  readonly expiry: string | null
  readonly daysLeft: number | null
  readonly expired: boolean
  readonly networks: readonly string[]
  /** `marketing+r`. */
  readonly namespaces: readonly string[]
  /** Empty: every EdgeWorker may use it. */
  readonly lockedTo: readonly string[]
  /** `4101 STAGING 1.1`. */
  readonly usedBy: readonly string[]
  readonly uuid: string
  /** Worst first. */
  readonly findings: readonly Pick<Finding, 'code' | 'severity' | 'sentence' | 'advice'>[]
}

const scopeOf = ({ scope }: InventoryToken): Pick<TokenRow, 'networks' | 'namespaces' | 'lockedTo'> => ({
  networks: scope?.networks ?? [],
  namespaces: Object.entries(scope?.namespaces ?? {}).map(([name, rights]) => `${name}+${rights.join('')}`),
  lockedTo: scope?.edgeWorkerIds ?? [],
})

const datesOf = (token: InventoryToken, now: number): Pick<TokenRow, 'generation' | 'expiry' | 'daysLeft'> => {
  const generation = generationOf(token)
  if (generation === 'auto-refreshing') return { generation, expiry: null, daysLeft: null }
  return { generation, expiry: token.expiry, daysLeft: daysLeft(token.expiry, now) }
}

const shown = ({ code, severity, sentence, advice }: Finding) => ({ code, severity, sentence, advice })

/** Every token of one account, and what there is to say about the account itself. */
export const rowsOf = (
  inventory: Inventory,
  { owners, accounts }: Pick<Config, 'owners' | 'accounts'>,
  now: number,
): { readonly rows: readonly TokenRow[]; readonly ofAccount: readonly Finding[] } => {
  const { account } = inventory
  const generation = accounts.find(({ name }) => name === account)?.generation
  const findings = findingsOf(inventory, { now, owners, ...(generation === undefined ? {} : { generation }) })
  const [owned, usagesOf] = [ownedIn(inventory), usageIndex(inventory.usages)]
  const rows = inventory.tokens.map((token): TokenRow => {
    const usages = usagesOf({ ...token }).map(
      ({ edgeWorkerId, network, version }) => `${edgeWorkerId} ${network} ${version}`,
    )
    return {
      account,
      token: token.name,
      owner: ownerOfToken({ owners }, account, owned(token)).team,
      ...datesOf(token, now),
      expired: token.expired,
      ...scopeOf(token),
      usedBy: [...new Set(usages)],
      uuid: token.uuid,
      findings: findings.filter((finding) => finding.token === token.name).map(shown),
    }
  })
  return { rows, ofAccount: findings.filter((finding) => finding.token === undefined) }
}
