import { createHash } from 'node:crypto'
import type { Inspection } from '../bundle/inspect-bundle.ts'
import { isBlocking } from '../bundle/problem.ts'
import type { BundleContents, ContentEntry } from './bundle-contents.ts'

/** Strays that are kept: more than these say nothing that the first ones do not. */
const mostStrays = 2_000

const entriesOf = (inspection: Extract<Inspection, { ok: true }>): readonly ContentEntry[] =>
  inspection.tokenFiles.flatMap((file) => file.entries.map(({ claims: _claims, ...entry }) => entry))

/** An inspection as it is kept for ever; undefined when the bundle was refused. */
export const contentsOf = (bytes: Uint8Array, inspection: Inspection): BundleContents | undefined => {
  if (!inspection.ok) return undefined
  const { helper, strays, problems, dependencies } = inspection
  const isCut = strays.length > mostStrays || problems.some((one) => one.code === 'too-many-uuids' || isBlocking(one))
  return {
    version: inspection.version ?? '',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    entries: entriesOf(inspection),
    ...(isCut ? { isCut } : {}),
    strays: strays.slice(0, mostStrays).map(({ column: _column, ...stray }) => stray),
    problems: problems.map(({ code, path, line, message, advice }) => ({ code, path, line, message, advice })),
    dependencies,
    ...(helper === undefined
      ? {}
      : {
          helper: {
            path: helper.path,
            ...(helper.version === undefined ? {} : { version: helper.version }),
            references: helper.references,
            released: helper.released,
          },
        }),
    writes: inspection.writes,
  }
}
