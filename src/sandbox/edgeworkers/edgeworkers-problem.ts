import { randomUUID } from 'node:crypto'
import { type Answer, problem } from '../http/answer.ts'

const titles: Readonly<Record<number, readonly [title: string, type: string]>> = {
  400: ['Bad Request.', 'edgeworkers-bad-request'],
  403: ['Forbidden.', 'edgeworkers-forbidden'],
  404: ['The given resource could not be found.', 'edgeworkers-not-found'],
  409: ['Conflict.', 'edgeworkers-conflict'],
  422: ['Resource limit exceeded.', 'edgeworkers-resource-limit-exceeded'],
  429: ['Too many requests.', 'edgeworkers-too-many-requests'],
}

/** EdgeWorkers' own error shape. */
export const edgeWorkersProblem = (
  status: number,
  errorCode: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => {
  const [title, type] = titles[status] ?? ['An unexpected error has occurred.', 'edgeworkers-server-error']
  const instance = `/edgeworkers/error-instances/${randomUUID()}`
  const body = { type: `/edgeworkers/error-types/${type}`, title, detail, instance, status, errorCode }
  return problem(status, body, headers)
}

/** Akamai documents no code for most bad input; clients must not branch on this one. */
export const badRequest = (detail: string): Answer => edgeWorkersProblem(400, 'EW2001', detail)

export const notFound = (what: string): Answer =>
  edgeWorkersProblem(404, 'EW2002', `Unable to find the requested ${what}`)
