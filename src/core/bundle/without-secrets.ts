const jwtLike = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g
const longest = 300

/** Text of a bundle made fit to be shown: JWT-like parts become `[secret]`. */
export const withoutSecrets = (text: string): string => text.replace(jwtLike, '[secret]')

/** As `withoutSecrets`, and what is too long for a sentence is cut. */
export const shortWithoutSecrets = (text: string): string => {
  const clean = withoutSecrets(text.slice(0, 20_000))
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean
}
