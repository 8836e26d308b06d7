/** What a handler answers: JSON in `body`, or raw `bytes`. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body,
  headers: { 'content-type': 'application/json', ...headers },
})

export const problem = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body,
  headers: { 'content-type': 'application/problem+json', ...headers },
})

export const tarball = (bytes: Uint8Array): Answer => ({
  status: 200,
  bytes,
  headers: { 'content-type': 'application/gzip' },
})

export const noContent: Answer = { status: 204 }

export const isRefusal = (answer: Answer): boolean => answer.status >= 400
