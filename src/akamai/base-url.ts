/** Where calls go. `origin` is what is connected to; `signedHost` what EdgeGrid signs, always as https. */
export interface BaseUrl {
  readonly origin: string
  readonly signedHost: string
  readonly loopback: boolean
}

/** True for names and addresses of this machine. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** The base URL as usable, or undefined: https only, plain http on loopback; no path, query or user. */
export const parseBaseUrl = (baseUrl: string): BaseUrl | undefined => {
  if (!URL.canParse(baseUrl)) return undefined
  const url = new URL(baseUrl)
  const loopback = isLoopback(url.hostname)
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && loopback)
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return secure && bare ? { origin: url.origin, signedHost: url.host, loopback } : undefined
}
