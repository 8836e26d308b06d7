const maxLength = 32

/** The version string of a candidate: base cut to fit 32 of `[A-Za-z0-9._~-]`, then `-<mark>.<k>`. */
export const versionName = (base: string, mark: string, k: number): string => {
  const tail = `-${mark}.${k}`
  const clean = base.replace(/[^A-Za-z0-9._~-]/g, '-').replace(/\.{2,}/g, '.')
  return `${clean.slice(0, maxLength - tail.length)}${tail}`
}

/** The activation note by which a rotation finds its own activations again; at most 128 characters. */
export const activationNote = (mark: string, attempt: number, kind: 'forward' | 'back'): string =>
  `edgekv-chatops ${mark} ${kind === 'back' ? 'back' : ''}#${attempt}`

export const isOurNote = (note: string | undefined, mark: string, kind: 'forward' | 'back'): boolean =>
  note?.startsWith(`edgekv-chatops ${mark} ${kind === 'back' ? 'back' : ''}#`) ?? false
