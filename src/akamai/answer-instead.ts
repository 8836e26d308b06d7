import { AkamaiFailure } from './akamai-failure.ts'

/** The work's result, or what `instead` makes of the API's refusal; a refusal that it gives undefined for is thrown on. */
export const answerInstead = async <T, U>(
  work: Promise<T>,
  instead: (refusal: { readonly status: number; readonly code: string }) => U | undefined,
): Promise<T | U> => {
  try {
    return await work
  } catch (error) {
    // A 404 from a gateway or proxy says nothing about the thing asked for.
    const known = error instanceof AkamaiFailure && error.fromApi && error.status !== undefined
    const other = known ? instead({ status: error.status ?? 0, code: error.code ?? '' }) : undefined
    if (other === undefined) throw error
    return other
  }
}
