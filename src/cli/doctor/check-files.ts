import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ConfigParts } from '../../config/read-parts.ts'
import { unreadableOf } from '../unreadable-of.ts'
import { type Finding, fail, ok } from './finding.ts'

/** The folder, or the one above it in which it would be made. Undefined: something that is no folder is in the way. */
const nearest = async (dir: string): Promise<string | undefined> => {
  try {
    return (await stat(dir)).isDirectory() ? dir : undefined
  } catch {
    return dirname(dir) === dir ? undefined : nearest(dirname(dir))
  }
}

const canWriteIn = async (dir: string): Promise<boolean> => {
  const there = await nearest(dir)
  if (there === undefined) return false
  return access(there, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
}

const checkAuditDir = async (dir: string): Promise<Finding> =>
  (await canWriteIn(dir))
    ? ok('audit', `The audit trail can be written in ${dir}.`)
    : fail(
        'audit',
        `The audit trail cannot be written in ${dir}.`,
        'Give this user the folder, or name another in audit.dir.',
      )

const checkReadable = async (what: string, path: string | undefined): Promise<Finding[]> => {
  if (path === undefined || (await unreadableOf([path])).length === 0) return []
  return [fail('files', `${what} names ${path}, which cannot be read.`, 'Correct the path, or let this user read it.')]
}

/** The files that are named, and the folder of the audit trail. */
export const checkFiles = async ({
  file,
  outgoing,
  redis,
}: Pick<ConfigParts, 'file' | 'outgoing' | 'redis'>): Promise<Finding[]> => [
  ...(file === undefined ? [] : [await checkAuditDir(file.audit.dir)]),
  ...(await checkReadable('NODE_EXTRA_CA_CERTS', outgoing?.extraCaFile)),
  ...(await checkReadable('REDIS_CA_FILE', redis?.caFile)),
]
