import { AkamaiFailure } from '../../../src/akamai/akamai-failure.ts'

/** The failure that the work ends in; anything else fails the test. */
export const failureOf = async (work: Promise<unknown>): Promise<AkamaiFailure> => {
  const end = await work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  if (end instanceof AkamaiFailure) return end
  throw new Error('expected an AkamaiFailure', { cause: end })
}
