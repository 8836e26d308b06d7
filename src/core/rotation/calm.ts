import type { Patient } from './intent.ts'

/** The subject without a wait: looked at whenever it is woken. What it does not know of its last effect stays. */
export const rested = <Subject extends Patient>(subject: Subject): Subject => {
  const { tries: _tries, failingSince: _since, waitsUntil: _until, ...rest } = subject
  return rest as Subject
}

/** The subject after its step went well. */
export const calm = <Subject extends Patient>(subject: Subject): Subject => {
  const { unsure: _unsure, deaths: _deaths, ...rest } = rested(subject)
  return rest as Subject
}

/** The subject without trouble. */
export const untroubled = <Subject extends Patient>(subject: Subject): Subject => {
  const { trouble: _trouble, ...rest } = subject
  return rest as Subject
}
