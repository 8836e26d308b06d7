const looksSecret = /eyJ[A-Za-z0-9_-]{8,}|xox[a-z]-|xapp-|akab-/
const longest = 60

const clipped = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)

const kindOf = (value: object): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  const keys = Object.keys(value)
  return keys.length === 0 ? 'an empty mapping' : `a mapping of ${clipped(keys.join(', '))}`
}

/** What stands there, short and safe to show: a value that looks like a secret is never repeated. */
export const found = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'object') return kindOf(value)
  const text = JSON.stringify(value) ?? String(value)
  return looksSecret.test(text) ? '[secret]' : clipped(text)
}
