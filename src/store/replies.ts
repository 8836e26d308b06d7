const surprise = (): Error => new Error('Redis answered something of another shape')

/** A reply that must be a text. */
export const textOf = (reply: unknown): string => {
  if (typeof reply === 'string') return reply
  throw surprise()
}

/** A reply that must be a number; Redis writes some of them as text. */
export const numberOf = (reply: unknown): number => {
  const number = typeof reply === 'string' ? Number(reply) : reply
  if (typeof number === 'number' && !Number.isNaN(number)) return number
  throw surprise()
}

/** A reply that must be a list. */
export const listOf = (reply: unknown): readonly unknown[] => {
  if (Array.isArray(reply)) return reply
  throw surprise()
}

export const textsOf = (reply: unknown): readonly string[] => listOf(reply).map(textOf)

/** A flat list of names and values, as Redis gives hashes. */
export const pairsOf = (reply: unknown): ReadonlyMap<string, string> => {
  const texts = textsOf(reply)
  return new Map(texts.flatMap((name, at) => (at % 2 === 0 ? [[name, texts[at + 1] ?? ''] as const] : [])))
}
