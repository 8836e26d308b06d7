/** A JSON web token, or the start of one: what an expiring token's value is. */
const webToken = /(?<![A-Za-z0-9])eyJ[\w-]{10,}/
/** The same, broken by spaces or quotes in pasting. */
const brokenWebToken = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}/
const long = /[A-Za-z0-9_+-]{40,}/g
const padded = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{38,}={1,2}(?![\w=])/
const hex = /(?<![A-Za-z0-9])[0-9a-f]{40,}(?![A-Za-z0-9])/i

/** Encoded bytes mix cases and digits; long names made by people do not all three. */
const isMixed = (run: string): boolean => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)

/** True for text that looks like a token value or another credential: nothing of such a line may be kept or shown. */
export const holdsSecret = (text: string): boolean =>
  webToken.test(text) ||
  brokenWebToken.test(text.replace(/[\s"'`]+/g, '')) ||
  padded.test(text) ||
  hex.test(text) ||
  (text.match(long) ?? []).some(isMixed)
