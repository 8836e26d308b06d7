/** Akamai: 1–32 of letters, digits, `_`, `-`, not starting with `-`. */
export const isTokenName = (name: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/.test(name)

const generationSuffix = /_r(\d{1,6})$/

/** The name people say: without the `_r<N>` that replacements carry. */
export const rootOf = (name: string): string => name.replace(generationSuffix, '')

const numberOf = (name: string): number => Number(generationSuffix.exec(name)?.[1] ?? 1)

const named = (root: string, n: number): string => `${root.slice(0, 32 - `_r${n}`.length)}_r${n}`

/**
 * The name of a replacement: root + `_r<N>`, N one above the highest of this root among `known`
 * (listed, expired, in history, reserved by open requests), at least 2; the root is cut to fit 32.
 */
export const replacementName = (oldName: string, known: readonly string[]): string => {
  const root = rootOf(oldName)
  const kin = known.filter((name) => rootOf(name) === root || name.startsWith(`${root.slice(0, 24)}`))
  const highest = Math.max(1, ...kin.filter((name) => rootOf(name) === root).map(numberOf))
  let n = Math.max(2, highest + 1)
  while (kin.includes(named(root, n))) n += 1
  return named(root, n)
}
