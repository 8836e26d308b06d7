import type { StepTools } from '../../../src/core/rotation/steps/step.ts'

type Look<Args extends readonly unknown[], Answer> = (...args: Args) => Promise<Answer>

/** An Akamai whose looks answer as they did up to `lagMs` ago, whatever it has said to a POST since. */
export const staleLooks = (lagMs: number): ((tools: StepTools) => StepTools) => {
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>()
  return (tools) => {
    const stale =
      <Args extends readonly unknown[], Answer>(name: string, look: Look<Args, Answer>): Look<Args, Answer> =>
      (...args) => {
        const key = `${name} ${JSON.stringify(args)}`
        const known = kept.get(key)
        if (known !== undefined && tools.now() - known.at < lagMs) return known.answer as Promise<Answer>
        const answer = look(...args)
        kept.set(key, { at: tools.now(), answer })
        return answer
      }
    const { edgeKv, edgeWorkers } = tools
    return {
      ...tools,
      edgeKv: {
        ...edgeKv,
        getToken: stale('getToken', edgeKv.getToken),
        listTokens: stale('listTokens', edgeKv.listTokens),
      },
      edgeWorkers: {
        ...edgeWorkers,
        listVersions: stale('listVersions', edgeWorkers.listVersions),
        activeActivations: stale('activeActivations', edgeWorkers.activeActivations),
        listActivations: stale('listActivations', edgeWorkers.listActivations),
        getActivation: stale('getActivation', edgeWorkers.getActivation),
      },
    }
  }
}
