import { outsideFailureOf } from '../token/outside-failure-of.ts'

/** The answer; undefined where Akamai says that there is nothing for this API client to see (403, 404). */
export const orHidden = async <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await answer
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.system === 'akamai' && [403, 404].includes(failure.status ?? 0)) return undefined
    throw error
  }
}
