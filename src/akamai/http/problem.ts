import { z } from 'zod'
import { harmless } from './harmless.ts'

/** An error answer, read from any of Akamai's shapes; only parts that may be shown, and what it means. */
export interface Problem {
  /** `api`: EdgeKV or EdgeWorkers answered; `gateway`: what stands in front of them; `unknown`: neither is recognised. */
  readonly source: 'api' | 'gateway' | 'unknown'
  readonly title?: string
  readonly errorCode?: string
  readonly requestId?: string
  /** The gateway says that the API client is expired or disabled. */
  readonly inactiveClient: boolean
}

const word = z.string().optional().catch(undefined)

const shape = z.object({
  type: word,
  title: word,
  detail: word,
  errorCode: word,
  requestId: word,
  serverIp: word,
  additionalDetail: z.object({ requestId: word }).optional().catch(undefined),
  errors: z
    .array(z.object({ title: word, detail: word, errorCode: word }))
    .optional()
    .catch(undefined),
})
type Shape = z.infer<typeof shape>

const knownCode = (code: string | undefined): string | undefined =>
  code !== undefined && /^[A-Z]{2,4}_?\d{1,6}$/.test(code) ? code : undefined

const knownId = (id: string | undefined): string | undefined =>
  id !== undefined && /^[A-Za-z0-9-]{1,40}$/.test(id) ? id : undefined

const sourceOf = (body: Shape, errorCode: string | undefined): Problem['source'] => {
  if (body.serverIp !== undefined || body.type?.includes('/-/') === true) return 'gateway'
  const wrapped = (body.errors?.length ?? 0) > 0
  return errorCode !== undefined || wrapped || /\/edge(kv|workers)\//i.test(body.type ?? '') ? 'api' : 'unknown'
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads an error body; anything that is not one of Akamai's shapes is `unknown` and tells nothing. */
export const readProblem = (body: string): Problem => {
  const parsed = shape.safeParse(parseJson(body))
  if (!parsed.success) return { source: 'unknown', inactiveClient: false }
  const { data } = parsed
  const first = data.errors?.[0]
  const errorCode = knownCode(data.errorCode) ?? knownCode(first?.errorCode)
  const title = harmless(data.title) ?? harmless(first?.title) ?? harmless(first?.detail)
  const requestId = knownId(data.additionalDetail?.requestId) ?? knownId(data.requestId)
  return {
    source: sourceOf(data, errorCode),
    inactiveClient: /inactive client token/i.test(data.detail ?? first?.detail ?? ''),
    ...(title === undefined ? {} : { title }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}
