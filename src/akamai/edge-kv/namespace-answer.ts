import { z } from 'zod'
import type { Namespace } from '../../core/ports/edge-kv.ts'
import { flag, integer, list, maybe } from '../lenient.ts'
import { present } from '../present.ts'

const namespace = z
  .object({
    namespace: z.string(),
    groupId: maybe(integer),
    dataAccessPolicy: maybe(z.object({ restrictDataAccess: maybe(flag) })),
  })
  .transform(
    (raw): Namespace =>
      present({
        name: raw.namespace,
        groupId: raw.groupId,
        restrictDataAccess: raw.dataAccessPolicy?.restrictDataAccess,
      }),
  )

/** `GET /networks/{network}/namespaces`. */
export const namespaceList = z.object({ namespaces: list(namespace) }).transform(({ namespaces }) => namespaces)
