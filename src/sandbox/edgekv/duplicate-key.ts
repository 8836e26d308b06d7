const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** True when an object of this JSON text names an attribute twice; the text must be valid JSON. */
export const hasDuplicateKey = (text: string): boolean => {
  const open: (Set<string> | 'list')[] = []
  let last = ''
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push('list')
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const keys = open.at(-1)
      const key = String(JSON.parse(last))
      if (keys === undefined || keys === 'list') continue
      if (keys.has(key)) return true
      keys.add(key)
    }
    last = token
  }
  return false
}
