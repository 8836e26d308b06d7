import { withoutSecrets } from '../core/chat/form-values.ts'
import type { Answers } from './payloads.ts'

type Answer = Answers[string][string]

const given = (answer: Answer): string | readonly string[] | undefined =>
  answer.selected_options?.map(({ value }) => value) ?? answer.selected_option?.value ?? answer.value ?? undefined

/** A submitted form's values by field; a field left empty is not there. */
export const readAnswers = (answers: Answers): Readonly<Record<string, string | readonly string[]>> => {
  const values: Record<string, string | readonly string[]> = Object.create(null)
  for (const [field, elements] of Object.entries(answers)) {
    const answer = Object.values(elements)[0]
    const value = answer === undefined ? undefined : given(answer)
    if (value !== undefined && value.length > 0) values[field] = value
  }
  return withoutSecrets(values)
}
