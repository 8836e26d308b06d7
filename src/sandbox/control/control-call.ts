import type { Answer } from '../http/answer.ts'
import type { SandboxState } from '../sandbox-state.ts'

/** One request to the control API. Handlers throw a ControlRefusal or a ZodError for what cannot be done. */
export interface ControlCall {
  readonly state: SandboxState
  readonly body: unknown
  readonly query: URLSearchParams
  readonly now: number
}

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly pattern: string
  handle(call: ControlCall): Answer
}

/** The person at the controls asked for something that does not exist. */
export class ControlRefusal extends Error {}
