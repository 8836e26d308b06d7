import { gunzipSync } from 'node:zlib'

const known = new WeakMap<Uint8Array, string>()

/** Everything in the bundle as one text, unpacked once. */
export const textIn = (bytes: Uint8Array): string => {
  const before = known.get(bytes)
  if (before !== undefined) return before
  const text = bytes.length === 0 ? '' : gunzipSync(bytes).toString('latin1')
  known.set(bytes, text)
  return text
}

export const versionIn = (bytes: Uint8Array): string =>
  /"edgeworker-version":\s*"([^"]+)"/.exec(textIn(bytes))?.[1] ?? ''

/** The EdgeWorker that the bundle runs inside, if any. */
export const childIn = (bytes: Uint8Array): string | undefined => /"edgeWorkerId":\s*(\d+)/.exec(textIn(bytes))?.[1]
