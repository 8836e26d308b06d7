/** Anything that could be a token, a signature or a piece of one. */
const suspicious = /[A-Za-z0-9+/=_.~-]{25,}|signature=|authorization|bearer|client_token|access_token|eyJ|akab-/i

/** A short piece of an answer that may be shown and logged; undefined when it could hold anything secret. */
export const harmless = (text: string | undefined): string | undefined => {
  const flat = text?.replace(/\s+/g, ' ').trim() ?? ''
  const plain = flat.length > 0 && flat.length <= 120 && /^[\x20-\x7e]+$/.test(flat)
  return plain && !suspicious.test(flat) ? flat : undefined
}
