import type { ChainHead } from '../core/audit/chain.ts'
import { type AuditFile, fileEnd } from './audit-files.ts'

const atMost = 50

const newestOfEach = (files: readonly AuditFile[]): readonly AuditFile[] => [
  ...new Map(files.map((file) => [file.instance, file])).values(),
]

/** The heads of the other instances' chains in the folder: of the fifty with the newest files. */
export const otherHeads = async (files: readonly AuditFile[], instance: string): Promise<readonly ChainHead[]> => {
  const others = newestOfEach(files.filter((file) => file.instance !== instance)).slice(-atMost)
  const ends = await Promise.all(others.map((file) => fileEnd(file.path)))
  return ends.flatMap(({ head }) => head ?? [])
}
