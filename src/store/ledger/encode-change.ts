import type { LedgerChange } from '../../core/ports/ledger.ts'
import { encodeOwed } from '../records/encode.ts'

/** The change as the script reads it. Times are texts: Lua would round them when it writes them down. */
export const encodeChange = (change: LedgerChange): string =>
  JSON.stringify({
    op: change.op,
    onBegun: change.onBegun === true,
    cases: [...change.changed].map(([uuid, entries]) => ({
      uuid,
      expect: change.expect.get(uuid) ?? 0,
      ...(entries.length === 0 ? {} : { doc: JSON.stringify(entries) }),
    })),
    ...(change.begunAt === undefined ? {} : { begunAt: String(change.begunAt) }),
    ...(change.decidedAt === undefined ? {} : { decidedAt: String(change.decidedAt) }),
    owed: change.tells.flatMap((id) => encodeOwed({ account: change.account, id }, [{ kind: 'warning' }], change.op)),
  })
