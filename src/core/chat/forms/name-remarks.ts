import { canBePaired, namesOf } from '../../plan/created-by.ts'
import { nameProblem } from '../../token/name-problem.ts'
import { rootOf } from '../../token/token-name.ts'
import type { FormFacts } from './form-facts.ts'
import { advice, type Remark, wrong } from './remark.ts'

const takenSentence = (name: string, { inventory, reserved }: FormFacts): string | undefined => {
  if (inventory.tokens.some((token) => token.name === name && !token.expired))
    return `${name} is taken: choose another name.`
  return reserved.includes(name) ? `Somebody has asked for ${name} already: choose another name.` : undefined
}

/** A replacement's name says whose replacement it is; a new token of such a name would pass for one. */
const suffixAdvice = (name: string): readonly Remark[] => {
  const root = rootOf(name)
  const suffix = name.slice(root.length)
  return suffix === '' ? [] : [advice(`${suffix} is for replacements: the bot would take this for one of ${root}.`)]
}

/** A name as it is typed: not one that Akamai takes, too long, taken; or free. Of an empty one nothing. */
export const nameRemarks = (name: string, pair: boolean, facts: FormFacts): readonly Remark[] => {
  if (name === '') return []
  const problem = nameProblem(name)
  if (problem !== undefined) return [wrong(problem)]
  if (pair && !canBePaired(name))
    return [wrong(`${name.length} characters are too many for a pair, which adds _stg and _prd: 28 will do.`)]
  const [taken] = namesOf(name, pair).flatMap((one) => takenSentence(one, facts) ?? [])
  if (taken !== undefined) return [wrong(taken)]
  return [{ kind: 'good', sentence: pair ? 'Both names are free.' : 'This name is free.' }, ...suffixAdvice(name)]
}
