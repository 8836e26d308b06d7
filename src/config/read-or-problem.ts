/** Reads a whole file; throws as `readFileSync` does. */
export type ReadFile = (path: string) => Uint8Array

const found: Readonly<Record<string, string>> = {
  ENOENT: 'no file',
  EACCES: 'a file that this user may not read',
  EISDIR: 'a folder',
}

type Read = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly what: string }

/** The file's bytes, or what was found instead. */
export const readOrProblem = (path: string, readFile: ReadFile): Read => {
  try {
    return { ok: true, bytes: readFile(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, what: found[code] ?? `a file that cannot be read (${code})` }
  }
}
