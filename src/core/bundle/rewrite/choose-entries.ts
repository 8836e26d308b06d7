import { namespaceOf } from '../namespace-key.ts'
import { archivePlace, type Problem, problem } from '../problem.ts'
import type { TokenFile } from '../token-file/parse-token-file.ts'
import { credentialText, type TokenEntry } from '../token-file/token-entry.ts'
import type { BundleEdit } from './bundle-edit.ts'

/** An entry that an edit is about. */
export interface Chosen {
  readonly file: TokenFile
  readonly entry: TokenEntry
  readonly edit: BundleEdit
}

export interface Choice {
  readonly chosen: readonly Chosen[]
  readonly problems: readonly Problem[]
}

const plain = (path: string): string => path.replace(/^(?:\.\/)+/, '')

const isMeant = (file: TokenFile, entry: TokenEntry, edit: BundleEdit): boolean =>
  entry.name === edit.fromName &&
  (edit.path === undefined || plain(edit.path) === file.path) &&
  (edit.key === undefined || edit.key === entry.key) &&
  (edit.namespace === undefined || edit.namespace === namespaceOf(entry.key))

const describe = ({ fromName, key, namespace }: BundleEdit): string => {
  const where = key ?? namespace
  return where === undefined ? `an entry named ${fromName}` : `an entry named ${fromName} for ${where}`
}

const placeIn = ({ file, entry }: Chosen) => file.placeOf(entry.spans.key.start)

const problemsOf = (edit: BundleEdit, chosen: readonly Chosen[]): readonly Problem[] => {
  const [first] = chosen
  if (first === undefined) {
    const place = edit.path === undefined ? archivePlace : { path: edit.path, line: 1, column: 1 }
    return [problem('no-such-entry', place, `No token file has ${describe(edit)}.`)]
  }
  const without = chosen.find(({ entry }) => entry.credential === undefined)
  if (without !== undefined)
    return [problem('unknown-generation', placeIn(without), 'The entry has neither "value" nor "reference".')]
  const text = credentialText(first.entry.credential)
  const other = chosen.find(({ entry }) => credentialText(entry.credential) !== text)
  if (other === undefined) return []
  return [problem('two-candidates', placeIn(other), `Two different tokens are named ${edit.fromName}.`)]
}

const choose = (files: readonly TokenFile[], edit: BundleEdit): Choice => {
  const chosen = files.flatMap((file) =>
    file.entries.filter((entry) => isMeant(file, entry, edit)).map((entry) => ({ file, entry, edit })),
  )
  return { chosen, problems: problemsOf(edit, chosen) }
}

/** The entries that the edits are about. Each edit needs one at least, and no entry may be meant by two. */
export const chooseEntries = (files: readonly TokenFile[], edits: readonly BundleEdit[]): Choice => {
  const choices = edits.map((edit) => choose(files, edit))
  const chosen = choices.flatMap((one) => one.chosen)
  const seen = new Set<TokenEntry>()
  const twice = chosen.filter(({ entry }) => seen.size === seen.add(entry).size)
  const doubled = twice.map((one) => problem('two-candidates', placeIn(one), 'Two edits are about this entry.'))
  const none = edits.length === 0 ? [problem('no-such-entry', archivePlace, 'No entry is named.')] : []
  return { chosen, problems: [...none, ...choices.flatMap((one) => one.problems), ...doubled] }
}
