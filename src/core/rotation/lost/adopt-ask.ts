import type { Ask } from '../../plan/ask.ts'
import type { LostRotation } from './lost-rotation.ts'

/** *Adopt*: what is left of a lost rotation, asked for as a new request. */
export const adoptAsk = ({ account, mark, old, replacement }: LostRotation): Ask => ({
  action: 'adopt',
  account,
  token: old,
  mark,
  replacement,
})
