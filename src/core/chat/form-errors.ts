import { canBePaired } from '../plan/created-by.ts'
import { nameProblem } from '../token/name-problem.ts'
import { type FormValues, manyOf, oneOf, secretFields } from './form-values.ts'
import { readDate } from './grammar/read-date.ts'
import { readIds } from './grammar/read-ids.ts'
import { readNamespaces } from './grammar/read-namespaces.ts'

type Errors = Readonly<Record<string, string>>

const nameError = (values: FormValues): string | undefined => {
  const name = oneOf(values['name'])
  if (name === '') return '1 to 32 letters, digits, _ or -, such as mkt_token1.'
  const problem = nameProblem(name)
  if (problem !== undefined) return problem
  return manyOf(values['networks']).includes('pair') && !canBePaired(name)
    ? 'At most 28 characters: a pair adds _stg and _prd.'
    : undefined
}

const namespacesError = (values: FormValues): string | undefined => {
  const names = manyOf(values['namespaces'])
  const read = readNamespaces(names.map((name) => `${name}+r`).join(','))
  return read.ok ? undefined : 'At least one namespace and 20 at most, by their names alone.'
}

const idsError = (values: FormValues): string | undefined => {
  const ids = manyOf(values['ewids'])
  return ids.length === 0 || readIds(ids.join(',')).ok ? undefined : 'Eight EdgeWorkers at most.'
}

const expiryError = (values: FormValues): string | undefined => {
  const expiry = oneOf(values['expiry'])
  return expiry === '' || readDate(expiry).ok ? undefined : 'A date such as 2027-01-31.'
}

const ofCreate = (values: FormValues): Readonly<Record<string, string | undefined>> => ({
  name: nameError(values),
  networks: manyOf(values['networks']).length === 0 ? 'Choose one network at least.' : undefined,
  namespaces: namespacesError(values),
  ewids: idsError(values),
  expiry: expiryError(values),
})

/** What is wrong with a form's answers, by field, as far as the answers alone can tell. Pure. */
export const formErrors = (form: string, values: FormValues): Errors => {
  const secret = 'This looks like a token value, so nothing of it was kept. Please say it in other words.'
  const found = {
    ...(form === 'create' ? ofCreate(values) : {}),
    ...Object.fromEntries(secretFields(values).map((field) => [field, secret])),
  }
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
