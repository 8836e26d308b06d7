/** What a form says under one of its fields: this will do, this will not, or Akamai's advice. */
export interface Remark {
  readonly kind: 'good' | 'wrong' | 'advice'
  readonly sentence: string
}

/** By field, in the order in which they are shown. */
export type Remarks = Readonly<Record<string, readonly Remark[]>>

export const wrong = (sentence: string): Remark => ({ kind: 'wrong', sentence })
export const advice = (sentence: string): Remark => ({ kind: 'advice', sentence })

export const isWrong = (remarks: Remarks): boolean =>
  Object.values(remarks)
    .flat()
    .some(({ kind }) => kind === 'wrong')

/** What several say of the same fields, one after the other. */
export const joined = (...all: readonly Remarks[]): Remarks => {
  const fields = [...new Set(all.flatMap((remarks) => Object.keys(remarks)))]
  return Object.fromEntries(fields.map((field) => [field, all.flatMap((remarks) => remarks[field] ?? [])]))
}
