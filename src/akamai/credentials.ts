import { type CredentialRead, checkValues } from './credentials/check-values.ts'
import { type CredentialKey, credentialKeys } from './credentials/credential.ts'
import { type EnvironmentVariables, environmentValues, variableNames } from './credentials/environment-values.ts'
import { parseEdgerc } from './credentials/parse-edgerc.ts'

const incompleteEnvironment = (section: string, missing: readonly string[]): CredentialRead => ({
  ok: false,
  problem: {
    code: 'environment-incomplete',
    sentence: `The environment holds a part of the credential ${section} and lacks ${missing.join(', ')}.`,
    advice: 'Set all four variables, or none to use the .edgerc.',
  },
})

/** The name that shells can set. Only `default` could be left out of it, and it is clearer with it. */
const variableOf = (section: string, key: CredentialKey): string =>
  variableNames(section, key).find((name) => !name.includes('-')) ?? key

const fromFile = (section: string, edgercText: string | undefined, path: string): CredentialRead => {
  if (edgercText === undefined)
    return {
      ok: false,
      problem: {
        code: 'file-missing',
        sentence: `There is no credential ${section}: ${path} cannot be read and the environment has none.`,
        advice: `Point AKAMAI_EDGERC at the file, or set ${credentialKeys.map((key) => variableOf(section, key)).join(', ')}.`,
      },
    }
  const values = parseEdgerc(edgercText, section)
  if (values !== undefined) return checkValues(section, `section ${section} of ${path}`, values)
  return {
    ok: false,
    problem: {
      code: 'section-missing',
      sentence: `${path} has no section [${section}].`,
      advice: 'Add it, or name another section under credentials in the configuration.',
    },
  }
}

/**
 * One API client's credential: from the environment (`AKAMAI_<SECTION>_HOST`, `_CLIENT_TOKEN`, `_ACCESS_TOKEN`,
 * `_CLIENT_SECRET`, which win), else from a section of the .edgerc. `edgercText` undefined: the file cannot be read;
 * `edgercPath` is for messages. A half-set environment is a problem, not a mixture.
 */
export const readCredential = (from: {
  readonly section: string
  readonly edgercText?: string | undefined
  readonly edgercPath?: string
  readonly env: EnvironmentVariables
}): CredentialRead => {
  const { section, env } = from
  const values = environmentValues(section, env)
  const missing = credentialKeys.filter((key) => values[key] === undefined)
  if (missing.length === 0) return checkValues(section, `the environment (${section})`, values)
  if (missing.length < credentialKeys.length) {
    const names = missing.map((key) => variableNames(section, key).at(-1) ?? key)
    return incompleteEnvironment(section, names)
  }
  return fromFile(section, from.edgercText, from.edgercPath ?? 'the .edgerc')
}
