import { z } from 'zod'
import type { Permission } from '../../core/token/scope.ts'

/** Permissions of one namespace. A letter that is not known passes, so that a scope with it counts as wider. */
export const rights = z
  .union([z.array(z.string()), z.string().transform((letters) => [...letters])])
  .transform((letters) => letters.map((letter) => letter as Permission))

/** No list, an empty one and the word `all` mean the same: every EdgeWorker. */
export const edgeWorkerIds = (ids: readonly string[] | null | undefined): readonly string[] => {
  const given = (ids ?? []).filter((id) => id !== '')
  return given.includes('all') ? [] : given
}
