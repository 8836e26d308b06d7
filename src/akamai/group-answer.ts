import { z } from 'zod'
import type { AccessGroup } from '../core/ports/edge-kv.ts'
import { integer, list, maybe } from './lenient.ts'
import { present } from './present.ts'

const group = z
  .object({ groupId: integer, groupName: maybe(z.string()), capabilities: list(z.string()) })
  .transform((raw): AccessGroup => present(raw))

/** Access groups, the same for EdgeKV and EdgeWorkers. */
export const groupList = z.object({ groups: list(group) }).transform(({ groups }) => groups)
