/** The version line of the operator's own helper library; `unknown` where it has none, undefined where there is no library. */
export const helperVersionOf = (bytes: Uint8Array | undefined): string | undefined => {
  if (bytes === undefined) return undefined
  return /Version:\s*(\d+(?:\.\d+){1,2})/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? 'unknown'
}
