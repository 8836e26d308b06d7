/** Keys and indexes from the root of the file. */
export type Path = readonly (string | number)[]

/** Where a problem is that is the whole file's. */
export const theFile = 'the file'

/** `owners[1].match.token`, the way people name a place in YAML; the root is `the file`. */
export const pathText = (path: Path): string =>
  path.length === 0
    ? theFile
    : path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('')

/** The value at a path, or undefined; never reads what is not the value's own. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    return Reflect.get(at, part)
  }, value)
