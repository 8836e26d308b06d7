import { rootOf } from '../token/token-name.ts'
import type { ActionRecord } from './record.ts'

/** Whether a request is about a token of this name, or about one of its kin: those before and after it. */
export const isAbout = ({ plan: { binding } }: ActionRecord, token: string): boolean =>
  [binding.old?.name, ...(binding.new ?? []).map((one) => one.name)].some(
    (name) => name !== undefined && rootOf(name) === rootOf(token),
  )
