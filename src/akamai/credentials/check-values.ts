import { Secret } from '../../core/token/secret.ts'
import { type Credential, type CredentialProblem, type CredentialValues, credentialKeys } from './credential.ts'

export type CredentialRead =
  | { readonly ok: true; readonly credential: Credential }
  | { readonly ok: false; readonly problem: CredentialProblem }

const placeholder = /x{6,}|[<>{}$]|\b(your|example|placeholder|changeme|todo)\b/i

const bareHost = (host: string): string => host.replace(/^https:\/\//i, '').replace(/\/+$/, '')

const isHost = (host: string): boolean =>
  /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*)(?::\d{1,5})?$/i.test(host)

const hint = 'Copy it from the API client in Akamai Control Center (Identity & access management).'

const problem = (code: CredentialProblem['code'], sentence: string, advice: string): CredentialRead => ({
  ok: false,
  problem: { code, sentence, advice },
})

/** The credential, or the first thing that is wrong with its values. `where` names their place for people. */
export const checkValues = (section: string, where: string, values: CredentialValues): CredentialRead => {
  const missing = credentialKeys.filter((key) => (values[key] ?? '') === '')
  if (missing.length > 0) return problem('key-missing', `${where} lacks ${missing.join(', ')}.`, hint)
  const dummy = credentialKeys.find((key) => placeholder.test(values[key] ?? ''))
  if (dummy !== undefined) return problem('placeholder', `${dummy} in ${where} is still a placeholder.`, hint)
  const host = bareHost(values.host ?? '')
  if (!isHost(host))
    return problem('host-invalid', `host in ${where} is not a host name.`, 'Give the host alone: no path, no http://.')
  return {
    ok: true,
    credential: {
      section,
      host,
      clientToken: Secret.of(values.client_token ?? ''),
      accessToken: Secret.of(values.access_token ?? ''),
      clientSecret: Secret.of(values.client_secret ?? ''),
    },
  }
}
