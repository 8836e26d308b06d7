/** One change of the sandbox's world, as its log of effects tells it. */
export interface Effect {
  readonly n: number
  readonly at: number
  readonly account: string
  readonly kind: string
  readonly client: string
  readonly name?: string
  readonly edgeWorkerId?: number
  readonly version?: string
  readonly network?: 'STAGING' | 'PRODUCTION'
  readonly note?: string
}

export interface Outage {
  readonly since: number
  readonly total: number
  readonly edgeWorkers: readonly { readonly edgeWorkerId: number; readonly network: string; readonly count: number }[]
}

/** The sandbox's control API, as the demo uses it. */
export interface Control {
  seed(world: unknown): Promise<void>
  rate(rate: number): Promise<void>
  advance(duration: string | number): Promise<void>
  settings(settings: Readonly<Record<string, unknown>>): Promise<void>
  /** The next activations that match end as `outcome`. */
  fail(match: { readonly edgeWorkerId: number; readonly network: string }, outcome: string): Promise<void>
  mark(): Promise<void>
  effects(): Promise<readonly Effect[]>
  outage(since: 'mark' | number): Promise<Outage>
}

/** Speaks to the sandbox's control API. Throws with its answer when it refuses. */
export const controlOf = (url: string): Control => {
  const call = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const response = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`the sandbox refused ${method} ${path}: ${text}`)
    return JSON.parse(text) as Result
  }
  const post = async (path: string, body?: unknown): Promise<void> => void (await call('POST', path, body ?? {}))
  return {
    seed: (world) => post('/seed', world),
    rate: (rate) => post('/clock', { rate }),
    advance: (duration) => post('/clock', { advance: duration }),
    settings: (settings) => post('/settings', settings),
    fail: (match, outcome) => post('/activations/hold', { ...match, count: 1, outcome }),
    mark: () => post('/mark'),
    effects: async () => (await call<{ effects: readonly Effect[] }>('GET', '/effects')).effects,
    outage: (since) => call('GET', `/outage?since=${since}`),
  }
}
