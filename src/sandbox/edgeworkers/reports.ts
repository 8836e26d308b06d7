import { type AkamaiCall, param } from '../akamai/akamai-call.ts'
import { timeOf } from '../clock/dates.ts'
import { type Answer, json } from '../http/answer.ts'
import { readAtEdge } from '../outage/read-at-edge.ts'
import { badRequest, notFound } from './edgeworkers-problem.ts'
import { isVisible } from './find-edge-worker.ts'

const executionStatuses = {
  reportId: 3,
  name: 'Execution statuses by EdgeWorker ID and event handler',
  description: 'This report lists execution statuses, grouped by EdgeWorker ID and event handler.',
}

export const listReports = (): Answer => json(200, { reports: [executionStatuses] })

/** How the EdgeWorker fares on production at this moment; the sandbox keeps no traffic to count. */
export const getReport = (call: AkamaiCall): Answer => {
  if (param(call, 'reportId') !== '3') return notFound('report')
  const start = call.query.get('start')
  const edgeWorker = call.account.edgeWorkers.get(Number(call.query.get('edgeWorker')))
  if (start === null || Number.isNaN(Date.parse(start))) return badRequest('The start is missing')
  if (edgeWorker === undefined || !isVisible(call.account, edgeWorker)) return notFound('EdgeWorker ID')
  const { version, reads } = readAtEdge(call.account, edgeWorker, 'PRODUCTION', call.now)
  const handled = reads.map((read) => ({
    edgeWorkerVersion: version,
    startDateTime: timeOf(call.now),
    status: read.status === 200 ? 'success' : 'runtimeError',
    invocations: 1,
  }))
  return json(200, {
    ...executionStatuses,
    start: timeOf(Date.parse(start)),
    end: timeOf(call.now),
    data: [{ edgeWorkerId: edgeWorker.id, data: { responseProvider: handled } }],
  })
}
