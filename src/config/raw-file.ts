import { type Path, valueAt } from './path-text.ts'

/** The paths of a list's entries; none where there is no list. */
export const entriesAt = (raw: unknown, path: Path): Path[] => {
  const list = valueAt(raw, path)
  return Array.isArray(list) ? list.map((_, index) => [...path, index]) : []
}

/** The keys of a mapping; none where there is no mapping. */
export const namesAt = (raw: unknown, path: Path): string[] => {
  const map = valueAt(raw, path)
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.keys(map) : []
}

/** The texts that a list's entries have under a key. */
export const textsAt = (raw: unknown, path: Path, key: string): string[] =>
  entriesAt(raw, path)
    .map((entry) => valueAt(raw, [...entry, key]))
    .filter((value) => typeof value === 'string')
