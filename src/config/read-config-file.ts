import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { checkReferences } from './check-references.ts'
import { checkSense } from './check-sense.ts'
import type { FileConfig, RotationFile } from './config.ts'
import { type ConfigProblem, problemSentence } from './config-problem.ts'
import { describeIssue, type FileProblem } from './describe-issue.ts'
import { fallbackOf } from './fallback-of.ts'
import { pathText, theFile } from './path-text.ts'
import { type ReadFile, readOrProblem } from './read-or-problem.ts'
import { readYaml, type YamlFile } from './read-yaml.ts'
import { fileSchema, type ParsedFile } from './schema/file-schema.ts'

export type FileRead =
  | { readonly ok: true; readonly file: FileConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

const maxHelperBytes = 1_000_000

const placed = (yaml: YamlFile, file: string, { path, key, ...rest }: FileProblem): ConfigProblem => ({
  where: pathText(path),
  file,
  ...(key === undefined ? yaml.at(path) : yaml.at(path.slice(0, -1), key)),
  ...rest,
})

const inOrder = (a: ConfigProblem, b: ConfigProblem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

/** A field may be asked about twice, by itself and as a part of its mapping. */
const eachOnce = (problems: readonly ConfigProblem[]): ConfigProblem[] => [
  ...new Map(problems.map((problem) => [problemSentence(problem), problem])).values(),
]

type Library = RotationFile['helperLibrary'] | FileProblem

const isProblem = (library: Library): library is FileProblem => library !== undefined && 'expected' in library

const readLibrary = (path: string | undefined, file: string, readFile: ReadFile): Library => {
  if (path === undefined) return undefined
  const read = readOrProblem(resolve(dirname(file), path), readFile)
  const problem = { path: ['rotation', 'helperLibrary'], expected: `a file of at most ${maxHelperBytes} bytes` }
  if (!read.ok) return { ...problem, found: `${read.what} at ${JSON.stringify(path)}` }
  if (read.bytes.length > maxHelperBytes) return { ...problem, found: `one of ${read.bytes.length} bytes` }
  return { path, bytes: read.bytes }
}

const assemble = (
  parsed: ParsedFile,
  path: string,
  text: string,
  library: Exclude<Library, FileProblem>,
): FileConfig => {
  const { soak, sourceDeadline, helperLibrary: _path, ...rotation } = parsed.rotation
  const { reviewWithin, ...breakGlass } = parsed.breakGlass
  const { fallback, ...rest } = parsed
  return {
    ...rest,
    path,
    hash: createHash('sha256').update(text).digest('hex'),
    fallback: fallbackOf(fallback, parsed.owners.at(-1)),
    breakGlass: { ...breakGlass, reviewWithinMs: reviewWithin },
    rotation: {
      ...rotation,
      soakMs: soak,
      sourceDeadlineMs: sourceDeadline,
      ...(library === undefined ? {} : { helperLibrary: library }),
    },
  }
}

/** Parses and checks the file alone. Every problem at once, in the order of the file. */
export const readConfigFile = (path: string, readFile: ReadFile): FileRead => {
  const read = readOrProblem(path, readFile)
  if (!read.ok) {
    return {
      ok: false,
      problems: [{ where: theFile, file: path, found: read.what, expected: 'a YAML file' }],
    }
  }
  const text = new TextDecoder().decode(read.bytes)
  const yamlRead = readYaml(text, path)
  if (!yamlRead.ok) return yamlRead
  const { yaml } = yamlRead
  const parsed = fileSchema.safeParse(yaml.value)
  const library = parsed.success ? readLibrary(parsed.data.rotation.helperLibrary, path, readFile) : undefined
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => describeIssue(issue, yaml.value))),
    ...checkReferences(yaml.value),
    ...checkSense(yaml.value),
    ...(isProblem(library) ? [library] : []),
  ]
  if (!parsed.success || isProblem(library) || problems.length + yamlRead.problems.length > 0) {
    const all = [...yamlRead.problems, ...problems.map((problem) => placed(yaml, path, problem))]
    return { ok: false, problems: eachOnce(all).sort(inOrder) }
  }
  return { ok: true, file: assemble(parsed.data, path, text, library) }
}
