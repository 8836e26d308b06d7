import { type Answer, json } from '../http/answer.ts'
import { networks, type World } from '../world/world.ts'
import { readAtEdge } from './read-at-edge.ts'

/** `GET /_edge/<network>/<edgeWorkerId>?namespace=`: what EdgeKV answers at this edge now, for one namespace or the worst of all. */
export const answerEdge = (world: World, url: URL, now: number): Answer => {
  const [, , networkText = '', id = ''] = url.pathname.split('/')
  const network = networks.find((known) => known === networkText.toUpperCase())
  if (network === undefined) return json(404, { error: `no network ${networkText}` })
  for (const account of world.accounts) {
    const edgeWorker = account.edgeWorkers.get(Number(id))
    if (edgeWorker === undefined) continue
    const { version, reads } = readAtEdge(account, edgeWorker, network, now)
    if (version === undefined) return json(404, { error: 'nothing is active here' })
    const namespace = url.searchParams.get('namespace')
    const wanted = reads.filter((read) => namespace === null || read.namespace === namespace)
    const facts = { edgeWorkerId: edgeWorker.id, network, version, reads: wanted }
    if (namespace !== null && wanted.length === 0) return json(500, { ...facts, error: 'MISSING ACCESS TOKEN' })
    const status = Math.max(200, ...wanted.map((read) => (read.status === 401 ? 1000 : read.status)))
    return json(status === 1000 ? 401 : status, facts)
  }
  return json(404, { error: `no EdgeWorker ${id}` })
}
