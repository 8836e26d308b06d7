import type { z } from 'zod'
import type { Activation, EdgeWorkers } from '../../core/ports/edge-workers.ts'
import { type AccountLines, lineFor } from '../account-lines.ts'
import { answerInstead } from '../answer-instead.ts'
import { groupList } from '../group-answer.ts'
import { ask } from '../http/ask.ts'
import { askJson } from '../http/ask-json.ts'
import type { Call } from '../http/call.ts'
import {
  activationAnswer,
  activationList,
  deactivationList,
  edgeWorkerList,
  limitList,
  propertyList,
  validationAnswer,
  versionAnswer,
  versionList,
} from './answers.ts'
import {
  activateCall,
  activationsCall,
  bomCall,
  deactivationsCall,
  downloadCall,
  downloadCombinedCall,
  ofId,
  read,
  revisionsCall,
  uploadCall,
  validateCall,
} from './edge-worker-calls.ts'
import { newestFirst } from './newest-first.ts'
import { bomAnswer, revisionList } from './revision-answers.ts'

type Activate = EdgeWorkers['activate']

const activate = async (lines: AccountLines, order: Parameters<Activate>[0]): ReturnType<Activate> => {
  const line = lineFor(lines, [order.network])
  const answer = await answerInstead(
    askJson(line, lines.tools, activateCall(order), activationAnswer),
    // EW1021: the same version is being activated on that network.
    ({ code }) => (code === 'EW1021' ? ('already-activating' as const) : undefined),
  )
  return answer === 'already-activating' ? { kind: answer } : { kind: 'accepted', activation: answer }
}

/** Filtered once more here, should the server not know a filter. */
const listActivations = async (
  lines: AccountLines,
  edgeWorkerId: string,
  filter: Parameters<EdgeWorkers['listActivations']>[1] = {},
): Promise<readonly Activation[]> => {
  const all = await askJson(lines.production, lines.tools, activationsCall(edgeWorkerId, filter), activationList)
  return newestFirst(
    all.filter(
      ({ version, network }) => version === (filter.version ?? version) && network === (filter.network ?? network),
    ),
  )
}

const getActivation = async (lines: AccountLines, edgeWorkerId: string, activationId: number) => {
  const what = `read activation ${activationId} of EdgeWorker ${edgeWorkerId}`
  const call = read(what, ofId(edgeWorkerId, `/activations/${activationId}`))
  return answerInstead(askJson(lines.production, lines.tools, call, activationAnswer), ({ status }) =>
    status === 404 ? ('absent' as const) : undefined,
  )
}

/** One account's EdgeWorkers API; `maxBundleBytes` bounds a download. See the port. */
export const createEdgeWorkers = (lines: AccountLines, maxBundleBytes: number): EdgeWorkers => {
  const get = <S extends z.ZodType>(call: Omit<Call, 'accept'>, schema: S) =>
    askJson(lines.production, lines.tools, call, schema)
  return {
    listEdgeWorkers: () => get(read('list EdgeWorkers', '/ids'), edgeWorkerList),
    listVersions: async (id) => get(read(`list versions of EdgeWorker ${id}`, ofId(id, '/versions')), versionList),
    activeActivations: async (id) =>
      newestFirst(await get(activationsCall(id, { activeOnNetwork: 'true' }), activationList)),
    listActivations: (id, filter) => listActivations(lines, id, filter),
    getActivation: (id, activationId) => getActivation(lines, id, activationId),
    listDeactivations: (id) => get(deactivationsCall(id), deactivationList),
    downloadBundle: async (id, version) =>
      (await ask(lines.production, lines.tools, downloadCall(id, version, maxBundleBytes))).bytes,
    validateBundle: (bundle) => get(validateCall(bundle), validationAnswer),
    uploadVersion: async (id, bundle) => get(uploadCall(id, bundle), versionAnswer),
    activate: (order) => activate(lines, order),
    listProperties: async (id) =>
      get(
        read(`list properties of EdgeWorker ${id}`, ofId(id, '/properties'), undefined, { activeOnly: 'true' }),
        propertyList,
      ),
    listRevisions: async (id, filter) => {
      const all = newestFirst(await get(revisionsCall(id, filter), revisionList))
      return filter?.currentlyPinned === true ? all.filter((one) => one.pinned !== false) : all
    },
    revisionBom: async (id, revisionId) => get(bomCall(id, revisionId), bomAnswer),
    downloadCombinedBundle: async (id, revisionId) =>
      (await ask(lines.production, lines.tools, downloadCombinedCall(id, revisionId, maxBundleBytes))).bytes,
    listGroups: () => get(read('list EdgeWorkers groups', '/groups'), groupList),
    limits: () => get(read('read the limits', '/limits'), limitList),
  }
}
