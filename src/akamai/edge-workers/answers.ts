import { z } from 'zod'
import type {
  Activation,
  Deactivation,
  EdgeWorker,
  EdgeWorkerVersion,
  PropertyUse,
  ResourceLimit,
  ValidationMessage,
} from '../../core/ports/edge-workers.ts'
import type { Network } from '../../core/token/network.ts'
import { flag, integer, list, maybe, text } from '../lenient.ts'
import { present } from '../present.ts'

const edgeWorker = z
  .object({ edgeWorkerId: text, name: z.string(), groupId: maybe(integer) })
  .transform((raw): EdgeWorker => present({ id: raw.edgeWorkerId, name: raw.name, groupId: raw.groupId }))

/** `GET /ids`. */
export const edgeWorkerList = z.object({ edgeWorkerIds: list(edgeWorker) }).transform((raw) => raw.edgeWorkerIds)

/** One version; `POST …/versions`. */
export const versionAnswer = z
  .object({ version: text, checksum: maybe(z.string()), createdTime: maybe(z.string()) })
  .transform((raw): EdgeWorkerVersion => present(raw))

/** `GET /ids/{id}/versions`. */
export const versionList = z.object({ versions: list(versionAnswer) }).transform((raw) => raw.versions)

/** A network that is not known passes: it is never the one that is asked for. */
export const network = z
  .string()
  .toUpperCase()
  .transform((name) => name as Network)

/** One activation; `POST …/activations`. */
export const activationAnswer = z
  .object({
    activationId: integer,
    edgeWorkerId: text,
    version: text,
    network,
    status: z.string(),
    note: maybe(z.string()),
    createdBy: maybe(z.string()),
    createdTime: maybe(z.string()),
    lastModifiedTime: maybe(z.string()),
  })
  .transform((raw): Activation => present(raw))

/** `GET /ids/{id}/activations`. */
export const activationList = z.object({ activations: list(activationAnswer) }).transform((raw) => raw.activations)

const deactivation = z
  .object({
    edgeWorkerId: text,
    version: text,
    network,
    status: z.string(),
    createdTime: maybe(z.string()),
    lastModifiedTime: maybe(z.string()),
  })
  .transform((raw): Deactivation => present(raw))

/** `GET /ids/{id}/deactivations`. */
export const deactivationList = z.object({ deactivations: list(deactivation) }).transform((raw) => raw.deactivations)

const message: z.ZodType<ValidationMessage> = z.object({ type: z.string(), message: z.string().catch('') })

/** `POST /validations`. */
export const validationAnswer = z.object({ errors: list(message), warnings: list(message) })

const propertyUse = z
  .object({ propertyName: z.string(), stagingVersion: maybe(integer), productionVersion: maybe(integer) })
  .transform((raw): PropertyUse => present(raw))

/** `GET /ids/{id}/properties`. */
export const propertyList = z
  .object({ properties: list(propertyUse), limitedAccessToProperties: maybe(flag) })
  .transform((raw) => ({ properties: raw.properties, partial: raw.limitedAccessToProperties ?? false }))

const limit = z
  .object({ limitId: maybe(z.string()), limitName: maybe(z.string()), limitValue: integer })
  .transform((raw): ResourceLimit => ({ name: raw.limitId ?? raw.limitName ?? '', value: raw.limitValue }))

/** `GET /limits`. */
export const limitList = z.object({ limits: list(limit) }).transform((raw) => raw.limits)
