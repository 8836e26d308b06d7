import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseEntry } from '../core/audit/parse-entry.ts'
import { auditFiles } from './audit-files.ts'

const saysSo = (line: string, account: string): boolean => {
  if (!line.includes('"ledger.begun"')) return false
  const read = parseEntry(line)
  return read.ok && read.entry.event.what === 'ledger.begun' && read.entry.event.account === account
}

const fileSaysSo = async (path: string, account: string): Promise<boolean> => {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  try {
    for await (const line of lines) if (saysSo(line, account)) return true
    return false
  } finally {
    lines.close()
  }
}

/** Whether an audit trail in this folder tells that a ledger of the account began once: the trail outlives Redis. */
export const ledgerWasBegun = async (dir: string, account: string): Promise<boolean> => {
  for (const { path } of await auditFiles(dir)) if (await fileSaysSo(path, account)) return true
  return false
}
