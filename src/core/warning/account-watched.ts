import type { Life, Watched } from './watched.ts'

/** The account itself, as something that is warned about. */
const ofAccount = (account: string, uuid: string, life: Life): Watched => ({
  account,
  token: '',
  uuid,
  namespaces: [],
  groups: [],
  life,
  usedOn: 'production',
  certain: true,
})

const hourMs = 3_600_000

/** When an account counts as unseen: no good scan for twice its schedule plus an hour. `seenAt`: the last good one. */
const scanOverdueAt = (seenAt: number, scanEveryMs: number): number => seenAt + 2 * scanEveryMs + hourMs

/** The account as unseen, once it is. */
export const unseenAccount = (
  account: string,
  seenAt: number | undefined,
  scanEveryMs: number,
  now: number,
): readonly Watched[] => {
  if (seenAt === undefined) return []
  const overdueAt = scanOverdueAt(seenAt, scanEveryMs)
  return overdueAt > now ? [] : [ofAccount(account, 'account:scan', { kind: 'unseen', overdueAt })]
}

/** The account whose ledger was lost, and what channels asked for with it. */
export const forgottenAccount = (account: string, now: number): Watched =>
  ofAccount(account, 'account:ledger', { kind: 'forgotten', at: now })
