const text = { type: 'string' }
const texts = { type: 'array', items: text }
const duration = { type: 'string', pattern: '^(\\d+(h|m|s|ms))+$' }
const named = (schema: object) => ({ type: 'object', additionalProperties: schema })
const only = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const healthcheck = only(
  {
    test: { type: 'array', items: text, minItems: 2, contains: { enum: ['CMD', 'CMD-SHELL'] } },
    interval: duration,
    timeout: duration,
    start_period: duration,
    retries: { type: 'integer', minimum: 1 },
  },
  ['test', 'interval', 'timeout', 'retries'],
)

const service = only(
  {
    build: text,
    image: text,
    command: texts,
    env_file: text,
    environment: named(text),
    volumes: { type: 'array', items: { type: 'string', pattern: '^[\\w./-]+:/[\\w./-]+(:ro)?$' } },
    ports: { type: 'array', items: { type: 'string', pattern: '^127\\.0\\.0\\.1:[^:]+(:-\\d+\\})?:\\d+$' } },
    networks: texts,
    depends_on: named(only({ condition: { enum: ['service_healthy'] } }, ['condition'])),
    user: text,
    read_only: { type: 'boolean' },
    tmpfs: texts,
    cap_drop: texts,
    security_opt: texts,
    restart: { enum: ['unless-stopped', 'always', 'on-failure'] },
    stop_grace_period: duration,
    healthcheck,
  },
  ['image', 'command'],
)

/** The part of the Compose specification that the file uses, with its types; anything else in it is an error. */
export const composeSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: named(service),
    networks: named({ anyOf: [{ type: 'null' }, only({ internal: { type: 'boolean' } })] }),
    volumes: named({ type: 'null' }),
  },
  patternProperties: { '^x-': {} },
  required: ['services'],
  additionalProperties: false,
}
