import type { AuditEvent } from '../../core/audit/audit-event.ts'
import type { PartId } from '../../core/ports/records.ts'
import type { Part } from '../../core/request/part.ts'
import type { ActionRecord } from '../../core/request/record.ts'

/** The record itself among its parts, in field names and due members. */
export const recordPart: PartId = '_'

/** The schema version that this program writes; records with a newer one are left alone. */
export const schemaVersion = 1

// What stands in Redis was written by this program: these three are the only places that say so.
export const recordOf = (document: string): ActionRecord => JSON.parse(document)
export const partOf = (document: string): Part => JSON.parse(document)
export const eventOf = (document: string): AuditEvent => JSON.parse(document)
