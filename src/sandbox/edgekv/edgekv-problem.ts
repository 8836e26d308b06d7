import { randomUUID } from 'node:crypto'
import { type Answer, problem } from '../http/answer.ts'
import { requestId } from './make-token.ts'

const titles: Readonly<Record<number, readonly [title: string, type: string]>> = {
  400: ['Bad Request', 'edgekv-bad-request'],
  403: ['Forbidden', 'edgekv-forbidden'],
  404: ['Not Found', 'edgekv-not-found'],
  409: ['Conflict', 'edgekv-conflict'],
  // Akamai's sample of an expired token is titled so.
  410: ['Not Found', 'edgekv-not-found'],
  413: ['Payload Too Large', 'edgekv-payload-too-large'],
  422: ['Unprocessable Entity', 'edgekv-unprocessable-entity'],
}

/** EdgeKV's own error shape. The code alone tells little: EKV_3000 is in 404, 409 and 410. */
export const edgeKvProblem = (status: number, errorCode: string, detail: string): Answer => {
  const [title, type] = titles[status] ?? ['Internal Server Error', 'edgekv-internal-server-error']
  return problem(status, {
    additionalDetail: { requestId: requestId() },
    detail,
    errorCode,
    instance: `/edgekv/error-instances/${randomUUID()}`,
    status,
    title,
    type: `/edgekv/error-types/${type}`,
  })
}

export const badInput = (detail: string): Answer => edgeKvProblem(400, 'EKV_2000', detail)
