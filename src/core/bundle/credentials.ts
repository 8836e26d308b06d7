const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const uuidAlone = new RegExp(`^${uuid}$`, 'i')

export const isUuid = (text: string): boolean => uuidAlone.test(text)

/** Uuids in a text. The look-arounds keep the search linear and skip longer hexadecimal runs. */
export const uuidsIn = (text: string): IterableIterator<RegExpExecArray> =>
  text.matchAll(new RegExp(`(?<![0-9a-f])${uuid}(?![0-9a-f])`, 'gi'))

/**
 * JWT-like parts of a text: three base64url parts, the first of them an encoded `{"`. Parts are bounded, because the
 * engine keeps a place to come back to for every character.
 */
export const jwtsIn = (text: string): IterableIterator<RegExpExecArray> =>
  text.matchAll(/(?<![\w-])eyJ[\w-]{5,16384}\.[\w-]{5,16384}\.[\w-]{5,16384}(?![\w-])/g)
