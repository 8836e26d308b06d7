/** Says on standard error what is wrong with the line and what it should look like. The exit code of wrong usage. */
export const usageProblem = (sentence: string, usage: string): 2 => {
  process.stderr.write(`${sentence}\nUsage: edgekv-chatops ${usage}\n`)
  return 2
}
