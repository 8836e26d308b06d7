import { AkamaiFailure } from '../akamai-failure.ts'

/** A value from outside as one path segment. Refused where it would change the path: dots alone are resolved away. */
export const segment = (value: string): string => {
  if (/^\.{0,2}$/.test(value) || value.length > 128)
    throw new AkamaiFailure('A name for Akamai is empty, too long or consists of dots; it will never work as asked', {
      who: 'stop',
      maybeDone: false,
    })
  return encodeURIComponent(value)
}
