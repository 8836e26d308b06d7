import { problemSentence } from '../../src/config/config-problem.ts'
import { type FileRead, readConfigFile } from '../../src/config/read-config-file.ts'

export const missingFile = (path: string): Uint8Array => {
  throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
}

/** Reads a text as if it were the file `edgekv.yaml`, the only file there is. */
export const readText = (text: string): FileRead =>
  readConfigFile('edgekv.yaml', (path) => (path === 'edgekv.yaml' ? new TextEncoder().encode(text) : missingFile(path)))

export const problemsOf = (text: string): readonly string[] => {
  const read = readText(text)
  return read.ok ? [] : read.problems.map(problemSentence)
}
