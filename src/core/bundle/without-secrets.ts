const jwtLike = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g
const longestName = 1_024
const longestSentence = 300

/** A name or path of a bundle made fit to be shown: JWT-like parts become `[secret]`. */
export const withoutSecrets = (text: string): string =>
  text.length > longestName ? '[too long]' : text.replace(jwtLike, '[secret]')

/** As `withoutSecrets`, for sentences: what is too long is cut. */
export const shortWithoutSecrets = (text: string): string => {
  const clean = withoutSecrets(text.slice(0, longestName))
  return clean.length > longestSentence ? `${clean.slice(0, longestSentence)}…` : clean
}
