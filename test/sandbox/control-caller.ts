import { textAt } from './json-at.ts'

/** The control API from a test. Refusals throw. */
export interface ControlCaller {
  get(path: string): Promise<unknown>
  post(path: string, body?: unknown): Promise<unknown>
}

export const controlCaller = (sandbox: { readonly control: { readonly url: string } }): ControlCaller => {
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await fetch(`${sandbox.control.url}${path}`, init)
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${path}: ${textAt(body, 'error')}`)
    return body
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => ask(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  }
}
