// Base64url of `{"`, with what follows; the signature may be missing, and so may the rest of a cut one.
const looksLikeJwt = /eyJ[A-Za-z0-9_-]{6,}(\.[A-Za-z0-9_-]+)+\.?|eyJ[A-Za-z0-9_-]{17,}\.?/g

/** The text with everything that looks like a token value taken out: the last guard, people type what they like. */
export const withoutSecrets = (text: string): string => text.replace(looksLikeJwt, '[secret]')
