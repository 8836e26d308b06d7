import { type CredentialKey, type CredentialValues, credentialKeys } from './credential.ts'

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/** Names that may hold a key: `AKAMAI_<SECTION>_HOST`; shells cannot set a `-`, so `_` stands for it; `default` may be left out. */
export const variableNames = (section: string, key: CredentialKey): readonly string[] => {
  const upper = section.toUpperCase()
  const prefixes = [`AKAMAI_${upper}_`, `AKAMAI_${upper.replaceAll('-', '_')}_`]
  if (section === 'default') prefixes.push('AKAMAI_')
  return [...new Set(prefixes)].map((prefix) => prefix + key.toUpperCase())
}

/** What the environment holds of a section's credential; empty variables count as unset. */
export const environmentValues = (section: string, env: EnvironmentVariables): CredentialValues => {
  const values: Partial<Record<CredentialKey, string>> = {}
  for (const key of credentialKeys) {
    const value = variableNames(section, key)
      .map((name) => env[name]?.trim())
      .find((found) => found !== undefined && found !== '')
    if (value !== undefined) values[key] = value
  }
  return values
}
