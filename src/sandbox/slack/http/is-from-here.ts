import type { IncomingMessage } from 'node:http'

const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Whether a control request comes from this machine's own page or tools. A web page of somebody else in the same browser
 * shows by its Origin, or by a Host that is not ours.
 */
export const isFromHere = ({ headers }: IncomingMessage): boolean => {
  const { host = '', origin } = headers
  return local.test(host) && (origin === undefined || origin === `http://${host}`)
}
