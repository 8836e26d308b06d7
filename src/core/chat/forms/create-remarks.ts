import type { Network } from '../../token/network.ts'
import { permissions, type Scope } from '../../token/scope.ts'
import { expiryProblem, longestExpiry } from '../../token/token-dates.ts'
import { formErrors } from '../form-errors.ts'
import { type FormValues, manyOf, oneOf, secretFields } from '../form-values.ts'
import type { FormFacts } from './form-facts.ts'
import { nameRemarks } from './name-remarks.ts'
import { isWrong, joined, type Remarks, wrong } from './remark.ts'
import { scopeRemarks } from './scope-remarks.ts'

const isPair = (values: FormValues): boolean => manyOf(values['networks']).includes('pair')

const networksOf = (values: FormValues): readonly Network[] => {
  const chosen = manyOf(values['networks'])
  const all: readonly Network[] = ['STAGING', 'PRODUCTION']
  return isPair(values) ? all : all.filter((network) => chosen.includes(network.toLowerCase()))
}

const scopeOf = (values: FormValues): Scope => {
  const asked = oneOf(values['rights']) || 'r'
  const rights = permissions.filter((one) => asked.includes(one))
  return {
    namespaces: Object.fromEntries(manyOf(values['namespaces']).map((name) => [name, rights])),
    networks: networksOf(values),
    edgeWorkerIds: manyOf(values['ewids']),
  }
}

const expirySentence = (expiry: string, { now, generation }: FormFacts): string | undefined => {
  const problem = expiry === '' || generation !== 'expiring' ? undefined : expiryProblem(expiry, now)
  return problem === undefined ? undefined : `${problem} The last day that Akamai takes today is ${longestExpiry(now)}.`
}

const isEmpty = (values: FormValues, field: string): boolean => [values[field] ?? ''].flat().join('') === ''

/** What is wrong with the answers alone, and a day that Akamai does not take. The name has remarks of its own. */
const errorsIn = (values: FormValues, facts: FormFacts): Readonly<Record<string, string>> => {
  const { name, ...errors } = formErrors('create', values)
  const secret = name !== undefined && secretFields(values).includes('name') ? { name } : {}
  const day = errors['expiry'] === undefined ? expirySentence(oneOf(values['expiry']), facts) : undefined
  return { ...errors, ...secret, ...(day === undefined ? {} : { expiry: day }) }
}

const asRemarks = (errors: Readonly<Record<string, string>>): Remarks =>
  Object.fromEntries(Object.entries(errors).map(([field, sentence]) => [field, [wrong(sentence)]]))

/** What the form of a new token says under its fields while it is filled in: of what is still empty, nothing. Pure. */
export const createRemarks = (values: FormValues, facts: FormFacts): Remarks => {
  const errors = Object.fromEntries(
    Object.entries(errorsIn(values, facts)).filter(([field]) => !isEmpty(values, field)),
  )
  const [name, pair, scope] = [oneOf(values['name']), isPair(values), scopeOf(values)]
  const isChosen = scope.networks.length > 0 && Object.keys(scope.namespaces).length > 0
  return joined(
    errors['name'] === undefined ? { name: nameRemarks(name, pair, facts) } : {},
    asRemarks(errors),
    isChosen && errors['namespaces'] === undefined ? scopeRemarks(scope, pair, facts) : {},
  )
}

/** The same of a form that was sent, or is to be looked through: there, what is missing is wrong as well. */
export const sentRemarks = (values: FormValues, facts: FormFacts): Remarks => {
  const remarks = createRemarks(values, facts)
  const missing = Object.entries(formErrors('create', values)).filter(
    ([field]) => !isWrong({ field: remarks[field] ?? [] }),
  )
  return joined(remarks, asRemarks(Object.fromEntries(missing)))
}
