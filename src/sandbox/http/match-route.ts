/** Something with a method and a path pattern such as `/edgekv/v1/tokens/:name`. */
export interface RoutePattern {
  readonly method: string
  readonly pattern: string
}

export interface RouteMatch<R> {
  readonly route: R
  readonly params: Readonly<Record<string, string>>
}

/** The first route that fits, else `method` when only the method differs, else undefined. */
export const matchRoute = <R extends RoutePattern>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | 'method' | undefined => {
  let pathKnown = false
  for (const route of routes) {
    const params = paramsOf(route.pattern, path)
    if (params === undefined) continue
    if (route.method === method) return { route, params }
    pathKnown = true
  }
  return pathKnown ? 'method' : undefined
}

const paramsOf = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decode(value)
    else if (part !== value) return undefined
  }
  return params
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
