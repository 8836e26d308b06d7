/** Reads a whole file; throws as `readFileSync` does. */
export type ReadFile = (path: string) => Uint8Array

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder',
}

type Read = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly why: string }

/** The file's bytes, or why it cannot be read, as the end of a sentence. */
export const readOrProblem = (path: string, readFile: ReadFile): Read => {
  try {
    return { ok: true, bytes: readFile(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, why: reasons[code] ?? `cannot be read (${code})` }
  }
}
