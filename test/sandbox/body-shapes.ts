import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

/** Each field of a body with its type, list positions left out. */
export const fieldsOf = (json: unknown, path = ''): string[] => {
  if (Array.isArray(json)) return [...new Set(json.flatMap((item) => fieldsOf(item, `${path}[]`)))]
  if (json === null || typeof json !== 'object') return [`${path}:${json === null ? 'null' : typeof json}`]
  return Object.entries(json).flatMap(([key, value]) => fieldsOf(value, `${path}.${key}`))
}

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))

/** What the schema says against a body, the body's values and list positions left out. */
export const problemsOf = (schema: unknown, body: unknown): string[] => {
  const check = ajv.compile(Object(schema))
  check(body)
  return (check.errors ?? []).map((found) =>
    [found.message, found.params['additionalProperty'], found.instancePath.split('/').at(-1)]
      .filter((part) => part !== undefined && part !== '' && Number.isNaN(Number(part)))
      .join(' '),
  )
}
