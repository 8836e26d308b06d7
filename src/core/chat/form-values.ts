import { holdsSecret } from './grammar/holds-secret.ts'

/** A form's answers by field: a text, or what was chosen. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

/** Stands where an answer held what looks like a token value. */
const gone = '[a token value was here]'

/** The answers as they may be kept: of one that looks like a token value, nothing. */
export const withoutSecrets = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, holdsSecret([value].flat().join(' ')) ? gone : value]),
  )

/** The fields whose answer was such a value. */
export const secretFields = (values: FormValues): readonly string[] =>
  Object.keys(values).filter((field) => values[field] === gone)

export const oneOf = (value: FormValues[string] | undefined): string => (typeof value === 'string' ? value.trim() : '')

export const manyOf = (value: FormValues[string] | undefined): readonly string[] =>
  (typeof value === 'string' ? value.split(',') : (value ?? [])).map((one) => one.trim()).filter((one) => one !== '')
