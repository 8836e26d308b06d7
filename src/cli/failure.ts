/** Says on standard error why the thing asked for could not be done. The exit code of that. */
export const failure = (...sentences: readonly string[]): 1 => {
  process.stderr.write(`${sentences.join('\n')}\n`)
  return 1
}
