/** One instruction of a Dockerfile: its word and the rest of its line. */
export type Instruction = { word: string; rest: string }

/** The stages of a Dockerfile, each as its instructions, FROM included. Continued lines are joined, comments left out. */
export const readDockerfile = (text: string): Instruction[][] => {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: Instruction[][] = []
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (word === '') throw new Error(`No instruction: ${line}`)
    if (word === 'FROM') stages.push([])
    stages.at(-1)?.push({ word, rest })
  }
  return stages
}

/** The command of a CMD or ENTRYPOINT, or of the CMD inside a HEALTHCHECK, in its exec form. */
export const commandOf = (rest: string): string[] => {
  const parsed: unknown = JSON.parse(rest.slice(rest.indexOf('[')))
  if (!Array.isArray(parsed)) throw new Error(`Not in exec form: ${rest}`)
  return parsed.map(String)
}
