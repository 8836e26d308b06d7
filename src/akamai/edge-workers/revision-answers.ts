import { z } from 'zod'
import type { Bom, Revision } from '../../core/ports/edge-workers.ts'
import { integer, list, maybe, text } from '../lenient.ts'
import { present } from '../present.ts'
import { network } from './answers.ts'

/** Both times stay when a revision is let go; the later one holds. Lists tell neither. */
const isPinned = (pinned: string | undefined, unpinned: string | undefined): boolean | undefined =>
  pinned === undefined ? undefined : unpinned === undefined || Date.parse(unpinned) < Date.parse(pinned)

/** One revision. */
const revision = z
  .object({
    revisionId: z.string(),
    activationId: integer,
    edgeWorkerId: text,
    version: text,
    network,
    revisionActivationStatus: z.string(),
    checksum: maybe(z.string()),
    createdTime: maybe(z.string()),
    pinnedTime: maybe(z.string()),
    unpinnedTime: maybe(z.string()),
    revisionActivatedTime: maybe(z.string()),
  })
  .transform(
    ({ revisionActivationStatus: status, pinnedTime, unpinnedTime, revisionActivatedTime, ...raw }): Revision =>
      present({
        ...raw,
        status,
        pinned: isPinned(pinnedTime, unpinnedTime),
        activatedTime: revisionActivatedTime,
      }),
  )

/** `GET /ids/{id}/revisions`. */
export const revisionList = z.object({ revisions: list(revision) }).transform((raw) => raw.revisions)

/** Deeper nesting than anybody builds; bounds what a hostile answer can make us recurse into. */
const deepest = 12

const bomAt = (depth: number): z.ZodType<Bom> =>
  z
    .object({
      edgeWorkerId: text,
      version: text,
      dependencies: maybe(z.record(z.string(), depth === 0 ? z.never() : bomAt(depth - 1))),
    })
    .transform((raw): Bom => ({ ...raw, dependencies: raw.dependencies ?? {} }))

/** `GET /ids/{id}/revisions/{revisionId}/bom`. */
export const bomAnswer = bomAt(deepest)
