/** How often each call was made, as the sandbox counts them: `GET /edgeworkers/v1/ids` and so on. */
export type Calls = Readonly<Record<string, number>>

export const total = (calls: Calls): number => Object.values(calls).reduce((sum, count) => sum + count, 0)

/**
 * What the steps cannot do without, for one EdgeWorker on two networks. Each looks once before it acts; a look at what
 * is live is the list of activations.
 */
export const needed: Readonly<Record<string, number>> = {
  'is the plan still what was approved (tokens, the token, EdgeWorkers, live)': 4,
  'create-token (look, look after the intent, POST, GET)': 4,
  'prepare-candidate (versions, download, validate, upload)': 4,
  'activate-target, twice (new token, activations, live, POST)': 8,
  'verify-target, twice (live, download)': 4,
  'confirm-unused (EdgeWorkers, live)': 2,
  'revoke-token (EdgeWorkers, live, DELETE, tokens)': 4,
}
