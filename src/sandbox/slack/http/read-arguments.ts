import { isObject, type Json, type JsonObject, parseJson } from '../json.ts'

export type Arguments =
  | { readonly ok: true; readonly args: JsonObject }
  | { readonly ok: false; readonly error: string }

const structured = ['blocks', 'attachments', 'metadata', 'view']

/** Blocks, views and metadata come as JSON text in forms; what is no JSON stays text, and is refused later. */
const unpack = ([name, value]: readonly [string, Json | undefined]): readonly [string, Json | undefined] =>
  structured.includes(name) && typeof value === 'string' ? [name, parseJson(value) ?? value] : [name, value]

const fromJson = (body: string): Arguments => {
  const parsed = parseJson(body)
  if (parsed === undefined) return { ok: false, error: 'invalid_json' }
  return isObject(parsed) ? { ok: true, args: parsed } : { ok: false, error: 'json_not_object' }
}

/** The arguments of a Web API call: query, then the form or the JSON of the body. */
export const readArguments = (query: URLSearchParams, contentType: string, body: string): Arguments => {
  const isJson = contentType.startsWith('application/json')
  const sent = isJson
    ? fromJson(body === '' ? '{}' : body)
    : { ok: true as const, args: Object.fromEntries(new URLSearchParams(body)) }
  if (!sent.ok) return sent
  return {
    ok: true,
    args: Object.fromEntries(Object.entries({ ...Object.fromEntries(query), ...sent.args }).map(unpack)),
  }
}
