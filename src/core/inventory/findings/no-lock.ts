import type { Finding } from './finding.ts'
import type { ScopedFacts } from './token-facts.ts'

/** A token that every EdgeWorker of the account may use. */
export const noLock = ({ token, usages }: ScopedFacts): readonly Finding[] => {
  if (token.scope.edgeWorkerIds.length > 0) return []
  const users = [...new Set(usages.map((usage) => usage.edgeWorkerId))].sort((a, b) => Number(a) - Number(b))
  const ids = users.length === 0 || users.length > 8 ? '…' : users.join(',')
  return [
    {
      code: 'no-edgeworker-list',
      severity: 'advice',
      token: token.name,
      sentence: `${token.name} may be used by every EdgeWorker of the account.`,
      reason: 'Locked to EdgeWorker IDs, a token that leaks is of no use to other code.',
      advice: `Lock it to its users with --ewids=${ids}.`,
      where: [],
    },
  ]
}
