import type { z } from 'zod'
import { AkamaiFailure } from '../akamai-failure.ts'
import { type AskTools, ask } from './ask.ts'
import type { Call } from './call.ts'
import type { Line } from './send-once.ts'

const unreadable = (line: Line, call: Call, why: string): AkamaiFailure =>
  new AkamaiFailure(
    `Akamai (account ${line.asker.account}) answered something unreadable to "${call.what}" (${why}): an operator must check host and proxy, or the API has changed`,
    { who: 'operator', maybeDone: call.changes, code: 'UNREADABLE' },
  )

/** The first field that does not fit: a name of our schemas, or one inside a list; never a key that the answer chose. */
const placeOf = (error: z.ZodError): string => {
  const [first, index, inner] = error.issues[0]?.path ?? []
  const names = [first, ...(typeof index === 'number' ? [inner] : [])]
  return names.filter((name) => typeof name === 'string').join('.') || 'its shape'
}

/** Asks and reads the JSON answer by the schema. Neither the body nor a piece of it gets into an error. */
export const askJson = async <S extends z.ZodType>(
  line: Line,
  tools: AskTools,
  call: Omit<Call, 'accept'>,
  schema: S,
): Promise<z.output<S>> => {
  const json: Call = { ...call, accept: 'application/json' }
  const { bytes } = await ask(line, tools, json)
  let body: unknown
  try {
    body = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw unreadable(line, json, 'no JSON') // JSON.parse quotes the text in its message.
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable(line, json, placeOf(parsed.error))
  return parsed.data
}
