import { type Credential, matchOf } from './credential.ts'
import type { Usage } from './inventory.ts'

const groupedBy = (usages: readonly Usage[], keyOf: (usage: Usage) => string | undefined) =>
  Map.groupBy(usages, (usage) => keyOf(usage) ?? '')

/** Finds usages of one token after the other without reading all of them each time. */
export const usageIndex = (usages: readonly Usage[]): ((token: Credential) => readonly Usage[]) => {
  const byUuid = groupedBy(usages, (usage) => usage.uuid)
  const byFingerprint = groupedBy(usages, (usage) => usage.fingerprint)
  const byName = groupedBy(usages, (usage) => usage.tokenName)
  return (token) => {
    const near = new Set([
      ...(byUuid.get(token.uuid) ?? []),
      ...(token.fingerprint === undefined ? [] : (byFingerprint.get(token.fingerprint) ?? [])),
      ...(byName.get(token.name) ?? []),
    ])
    return [...near].filter((usage) => isUsage(usage, token))
  }
}

const isUsage = (usage: Usage, token: Credential): boolean =>
  ['credential', 'label-only'].includes(matchOf({ ...usage, name: usage.tokenName, line: 0 }, token))
