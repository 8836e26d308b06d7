const common: Readonly<Record<string, string>> = {
  EPERM: 'the system does not allow it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its links lead nowhere',
  ENAMETOOLONG: 'its name is too long',
}

const reasons: Readonly<Record<'read' | 'write', Readonly<Record<string, string>>>> = {
  read: { ...common, ENOENT: 'there is no such file', EACCES: 'this user may not read it' },
  write: {
    ...common,
    ENOENT: 'its folder is not there',
    EEXIST: 'a file of that name is there',
    EACCES: 'this user may not write there',
    EROFS: 'nothing can be written on that disk',
    ENOSPC: 'the disk is full',
  },
}

/** Why a file could not be read or written, as the end of a sentence. */
export const reasonOf = (error: unknown, what: 'read' | 'write'): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return reasons[what][code] ?? `error ${code}`
}
