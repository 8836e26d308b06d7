/** The value at a path inside of parsed JSON; undefined where there is none. */
export const at = (json: unknown, ...path: readonly (string | number)[]): unknown => {
  let value = json
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([key]) => key === String(step))?.[1]
  }
  return value
}

export const textAt = (json: unknown, ...path: readonly (string | number)[]): string => String(at(json, ...path))

export const numberAt = (json: unknown, ...path: readonly (string | number)[]): number => Number(at(json, ...path))

export const listAt = (json: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const value = at(json, ...path)
  return Array.isArray(value) ? value : []
}
