import picomatch from 'picomatch'

// Names may hold slashes and dots; nothing of a file system's or a shell's meaning applies to them.
const asNames = { bash: true, dot: true, nonegate: true, noextglob: true, windows: false } as const

/** A glob is matched by backtracking, so that every further star costs a power more. */
const maxStars = 4
const maxKept = 500
const kept = new Map<string, (name: string) => boolean>()

const never = (): boolean => false

const compile = (glob: string): ((name: string) => boolean) => {
  const stars = glob.match(/\*+/g)?.length ?? 0
  return stars > maxStars || glob.length > 200 ? never : picomatch(glob, asNames)
}

/** True when the glob matches the whole name. Case-sensitive. One with more than four stars matches nothing. */
export const globMatches = (glob: string, name: string): boolean => {
  const known = kept.get(glob)
  if (known) return known(name)
  if (kept.size >= maxKept) kept.clear()
  const matcher = compile(glob)
  kept.set(glob, matcher)
  return matcher(name)
}
