import { namespacePrefix } from '../namespace-key.ts'
import { isBlocking, type Problem, problem, startOf } from '../problem.ts'
import { parseTokenFile, type TokenFile } from '../token-file/parse-token-file.ts'
import { credentialText, type Span, type TokenEntry } from '../token-file/token-entry.ts'
import type { BundleEdit } from './bundle-edit.ts'

/** `spans`: the only places of the old text that differ in the new one. `file`: the new text as read again. */
export type EditedFile =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly spans: readonly Span[]; readonly file: TokenFile }
  | { readonly ok: false; readonly problem: Problem }

interface Replacement extends Span {
  readonly text: string
}

const newText = ({ to }: BundleEdit): string => (to.kind === 'value' ? to.value.reveal() : to.uuid)

/** The literal with other contents in the same quotes. */
const literal = (file: TokenFile, span: Span, text: string): Replacement => {
  const quote = file.text.charAt(span.start)
  return { ...span, text: `${quote}${text}${quote}` }
}

const isQuote = (mark: string): boolean => mark === '"' || mark === "'"

/** The key `value` or `reference` in place of the other: quoted or bare as it was. */
const fieldKey = (file: TokenFile, span: Span, kind: string): Replacement => {
  const quote = file.text.charAt(span.start)
  return { ...span, text: isQuote(quote) ? `${quote}${kind}${quote}` : kind }
}

/** A quoted key stays as it is written, escapes included, behind the prefix that it lacked. */
const mendedKey = (file: TokenFile, span: Span, key: string): Replacement => {
  const quote = file.text.charAt(span.start)
  return isQuote(quote)
    ? { ...span, text: `${quote}${namespacePrefix}${file.text.slice(span.start + 1, span.end)}` }
    : { ...span, text: JSON.stringify(key) }
}

const keyAfter = (entry: TokenEntry, fixKeys: boolean): string =>
  fixKeys && !entry.key.startsWith(namespacePrefix) ? `${namespacePrefix}${entry.key}` : entry.key

const replacementsOf = (file: TokenFile, entry: TokenEntry, edit: BundleEdit, fixKeys: boolean): Replacement[] => {
  const { spans, credential } = entry
  const key = keyAfter(entry, fixKeys)
  return [
    ...(key === entry.key ? [] : [mendedKey(file, spans.key, key)]),
    ...(spans.name === undefined ? [] : [literal(file, spans.name, edit.toName)]),
    ...(spans.fieldKey === undefined || credential?.kind === edit.to.kind
      ? []
      : [fieldKey(file, spans.fieldKey, edit.to.kind)]),
    ...(spans.field === undefined ? [] : [literal(file, spans.field, newText(edit))]),
  ]
}

const applied = (text: string, replacements: readonly Replacement[]): string => {
  let result = ''
  let at = 0
  for (const one of replacements.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, one.start) + one.text
    at = one.end
  }
  return result + text.slice(at)
}

type Edits = ReadonlyMap<TokenEntry, BundleEdit>

/** What an entry says, as one text that can be compared. Holds secrets: for comparing only. */
const said = (
  key: string,
  name: string,
  kind: string | undefined,
  text: string | undefined,
  others: readonly string[],
) => JSON.stringify([key, name, kind, text, others])

const saysNow = ({ key, name, credential, others }: TokenEntry): string =>
  said(key, name, credential?.kind, credentialText(credential), others)

const shouldSay = (entry: TokenEntry, edits: Edits, fixKeys: boolean): string => {
  const edit = edits.get(entry)
  if (edit === undefined) return saysNow(entry)
  const name = entry.spans.name === undefined ? '' : edit.toName
  return said(keyAfter(entry, fixKeys), name, edit.to.kind, newText(edit), entry.others)
}

/** True when the new text, read anew, differs in the intended entries alone. */
const isExact = (file: TokenFile, edited: TokenFile, edits: Edits, fixKeys: boolean): boolean =>
  !edited.problems.some(isBlocking) &&
  edited.entries.length === file.entries.length &&
  edited.entries.every((entry, index) => {
    const before = file.entries[index]
    return before !== undefined && saysNow(entry) === shouldSay(before, edits, fixKeys)
  })

/** A mended key must not meet an entry that has it already. */
const clash = (file: TokenFile, edits: Edits, fixKeys: boolean): TokenEntry | undefined => {
  const keys = new Set<string>()
  return file.entries.find((entry) => {
    const key = edits.has(entry) ? keyAfter(entry, fixKeys) : entry.key
    return keys.size === keys.add(key).size
  })
}

/** Replaces names and credentials of the given entries in place and reads the result again before giving it out. */
export const editTokenFile = (file: TokenFile, edits: Edits, fixKeys: boolean): EditedFile => {
  const second = clash(file, edits, fixKeys)
  if (second !== undefined) {
    const place = file.placeOf(second.spans.key.start)
    return { ok: false, problem: problem('two-candidates', place, 'The mended key would stand twice.') }
  }
  const replacements = [...edits].flatMap(([entry, edit]) => replacementsOf(file, entry, edit, fixKeys))
  const bytes = new TextEncoder().encode(applied(file.text, replacements))
  const edited = parseTokenFile(file.path, bytes)
  if (!isExact(file, edited, edits, fixKeys))
    return { ok: false, problem: problem('edit-not-exact', startOf(file.path), 'The file would not read as intended.') }
  return { ok: true, bytes, spans: replacements.map(({ start, end }) => ({ start, end })), file: edited }
}
