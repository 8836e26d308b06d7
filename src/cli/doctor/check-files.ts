import { access, constants, mkdir } from 'node:fs/promises'
import type { Config } from '../../config/config.ts'
import { type Finding, fail, ok } from './finding.ts'

const canUse = async (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )

const checkAuditDir = async (dir: string): Promise<Finding> => {
  await mkdir(dir, { recursive: true, mode: 0o750 }).catch(() => undefined)
  const usable = await canUse(dir, constants.W_OK | constants.X_OK)
  return usable
    ? ok('audit', `The audit trail can be written in ${dir}.`)
    : fail(
        'audit',
        `The audit trail cannot be written in ${dir}.`,
        'Give this user the folder, or name another in audit.dir.',
      )
}

const checkReadable = async (what: string, path: string | undefined): Promise<Finding[]> => {
  if (path === undefined || (await canUse(path, constants.R_OK))) return []
  return [fail('files', `${what} names ${path}, which cannot be read.`, 'Correct the path, or let this user read it.')]
}

/** The folder of the audit trail, and the certificates that the environment names. */
export const checkFiles = async ({
  audit,
  outgoing,
  redis,
}: Pick<Config, 'audit' | 'outgoing' | 'redis'>): Promise<Finding[]> => [
  await checkAuditDir(audit.dir),
  ...(await checkReadable('NODE_EXTRA_CA_CERTS', outgoing.extraCaFile)),
  ...(await checkReadable('REDIS_CA_FILE', redis.caFile)),
]
