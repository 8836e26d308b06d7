const jwtLike = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g
const longestName = 1_024
const longestSentence = 300

/** Control characters steer terminals; others reorder or hide the text around them. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** A name or path of a bundle made fit to be shown: JWT-like parts become `[secret]`, characters that nobody sees `?`. */
export const withoutSecrets = (text: string): string =>
  text.length > longestName ? '[too long]' : text.replace(jwtLike, '[secret]').replace(unseen, '?')

/** As `withoutSecrets`, for sentences: what is too long is cut. */
export const shortWithoutSecrets = (text: string): string => {
  const clean = withoutSecrets(text.slice(0, longestName))
  return clean.length > longestSentence ? `${clean.slice(0, longestSentence)}…` : clean
}
